// Package cast works out who is in a text: which of the proper names that package names found are people's, the forms in which
// each is named, and their roles and descriptions.
//
// Only English is read. Where the text leaves open who is meant, so does the cast: it refuses to guess, and to know
// what an article looks like from outside.
package cast
