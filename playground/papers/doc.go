// Package papers serves newspapers on this machine: they publish by a clock, in feeds and on pages, under host names of their own that exist
// nowhere else. `lede play` serves two of them.
//
// It knows nothing of any bot, and only produces well-formed feeds: faulty ones are made by proof/internet, which builds
// on this package.
package papers
