// Package message reads the words of a direct message before any article is looked at: what it wishes for, in which language it is, and
// what it says in plain English, without courtesies and chat spellings.
//
// It is pure, and refuses to know any article. The lists that it goes by are the text files beside it.
package message
