// Package facts reads the figures and the dates of a text.
//
// It does not guess: a figure has a value, and a date a day, only if the words allow one reading.
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

// Tells reports whether a figure says something without its sentence. A bare number or share does only if it is known what
// it counts.
func (f Figure) Tells() bool { return f.Counts != "" || f.Unit != "" && !share().MatchString(f.Unit) }

var share = pattern.Of(`(?i)^(?:%|per ?cent|prozent|відсот|процент)`)

// Date is a day or a time named in the story.
type Date struct {
	text.Span
	Sentence int `json:"sentence"`
	// Resolved is the calendar day as YYYY-MM-DD; absent if it cannot be worked out.
	Resolved string `json:"resolved,omitempty"`
}
