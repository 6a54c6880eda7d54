// Package cards draws what readers see as Discord components: articles, answers and digests. What admins see is in cards/panels.
//
// It is the only package that knows Discord's limits and its Markdown; its words are those of the language it is given. What it shows
// of an article is always whole spans: text is cut between spans, never inside one, and the card says so when something was left out.
// Markdown in the news is escaped and mentions are defused, so that what a reader sees rendered is the span, byte for byte. It refuses
// to send anything or to know who asked.
package cards
