// Package answer answers a question from an article, by sentences of the article, or refuses.
//
// briefing/question takes the question apart, index lays out the article for it, sentence tells what the words of each sentence
// say by themselves, checks and said tell which sentences hold what is asked for. The package never says yes or no itself, and
// refuses to know anything that the article does not say.
package answer
