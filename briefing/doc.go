// Package briefing turns the text of a news article into its structure.
//
// Text goes in, an [Article] comes out: paragraphs, sentences, key points, separate developments, people
// with their roles, quotations with their speakers, places, organisations, figures and dates. Everything
// an Article says about the news is a span of its text; nothing is rewritten, translated or guessed. Where
// the text does not say, the field is absent.
//
// The stages are separate packages: words knows single words, text divides the text into sentences, names judges what is a name, cast
// works out who is there, said who says what, and facts reads figures and dates; developments finds what is reported beside the main story,
// and summary chooses the key points. This package completes an [Article] from all of it (complete*.go), and loads one that an editor has
// corrected (load*.go). Package answer answers questions from an Article.
//
// The package is pure: the same text and options give the same Article on every machine and every day. It does no I/O, reads no clock, does
// not log, takes no context and knows nothing about Discord.
package briefing
