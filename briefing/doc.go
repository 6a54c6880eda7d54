// Package briefing turns the text of a news article into its structure, and answers questions from it.
//
// Text goes in, an [Article] comes out: paragraphs, sentences, key points, separate developments, people
// with their roles, quotations with their speakers, places, organisations, figures and dates. Everything
// an Article says about the news is a span of its text; nothing is rewritten, translated or guessed. Where
// the text does not say, the field is absent, and [Article.Answer] refuses.
//
// The package is pure: the same text and options give the same Article on every machine and every day. It
// refuses to do I/O, to read a clock, to log, to take a context, and to know anything about Discord.
package briefing
