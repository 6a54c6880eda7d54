// Package facts reads the figures and the dates of a text.
//
// It refuses to guess: a figure has a value, and a date a day, only where the words leave one reading.
package facts

import (
	"lede/briefing/text"
	"lede/pattern"
)

// Figure is a number in the story with what it counts.
type Figure struct {
	text.Span
	// Value is the number meant; absent when the words give no single one.
	Value *float64 `json:"value,omitempty"`
	// Unit is the unit of measure as written ("metres", "%", "$"); absent for a plain count.
	Unit string `json:"unit,omitempty"`
	// Counts is what is counted, as written ("attack drones").
	Counts   string `json:"counts,omitempty"`
	Sentence int    `json:"sentence"`
}

// Tells reports whether a figure says something without its sentence: a bare number or share does not, unless it is known what it counts.
func (f Figure) Tells() bool { return f.Counts != "" || f.Unit != "" && !share().MatchString(f.Unit) }

var share = pattern.Of(`(?i)^(?:%|per ?cent|prozent|відсот|процент)`)

// Date is a day or a time named in the story.
type Date struct {
	text.Span
	Sentence int `json:"sentence"`
	// Resolved is the calendar day as YYYY-MM-DD, where the publication date allows it to be worked out.
	Resolved string `json:"resolved,omitempty"`
}
