// Package names finds the proper names in an English news text and judges whether each is a person's, a place's, a
// body's or a thing's: by lists, by its shape and by the words around it.
//
// It does not join the names of one person; package cast does.
package names
