// Package summary chooses an article's key points, and makes a title of its own words if none was published.
//
// Both are spans of the text: it refuses to reword or to join sentences.
package summary
