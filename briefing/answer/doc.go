// Package answer answers a question about an article with sentences of that article, or refuses.
//
// briefing/question analyses the question, index lays the article out, sentence tells what the words of a sentence state, and
// weigh.go weighs each sentence as an answer. The package never says yes or no itself, and knows only what the article says.
package answer
