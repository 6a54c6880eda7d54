// Package index lays an article out for questions: which words it has and where, what each of its sentences holds, whom a sentence
// means without naming anybody, whose words it holds, and how well a word of a question meets those of the article.
//
// It knows one article and single words of a question. Which sentence answers, and whether one does, is decided by package answer.
package index
