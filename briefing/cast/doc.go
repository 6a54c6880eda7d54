// Package cast works out who is in a text: which of the names that package names has found are people's, in which forms each person
// is named, and in what roles and descriptions.
//
// Only English is read. Where the text leaves open who is meant, so does the cast: it refuses to guess, and to know
// what an article looks like from outside.
package cast
