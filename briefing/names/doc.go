// Package names finds the proper names in a news text and judges each by itself: a person's, a place's, a body's or a
// thing's, by lists, by its own shape and by the words around it.
//
// Only English is read. It refuses to join the names of one person, which takes the whole article: package cast does.
package names
