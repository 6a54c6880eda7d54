// Package cast works out who is in a text and who says what.
//
// The files are in two stages. person_ decides which of the proper names that package names found are people's, and puts
// together the forms, the roles and the descriptions of each person. said_ finds the quotations and who speaks in each: a new way to
// name a speaker is a method of attribution there, and its words are a list in package words.
//
// Only English is read. Where the text leaves open who is meant, so does the cast: it refuses to guess, and to know
// what an article looks like from outside.
package cast
