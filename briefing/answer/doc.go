// Package answer answers a question from an article, by sentences of the article, or refuses.
//
// briefing/question analyses the question, index prepares the article, sentence reports what the words of a sentence say by themselves, and
// checks and said find the sentences that have what is asked for. The package never says yes or no itself, and refuses to know anything
// that the article does not say.
package answer
