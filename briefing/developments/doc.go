// Package developments finds the events that an article reports beside its main story.
//
// They come in three forms: a list after a line that announces it (lists.go), sections under headings of their own, including columns of
// briefs and pages of timed entries (sections.go), and single paragraphs that open another event (openers.go). A paragraph that returns to
// the main story is no development (returns.go), and where an event happened is told only where the words tie the place to it (places.go).
//
// It refuses to take for another event what merely stands at the end of an article, and any article that is not in English.
package developments
