// Package papers is newspapers on this machine: they print by a clock, in feeds and on pages, and are read under names of their own that lead
// nowhere else. `lede play` sells two of them.
//
// It knows nothing of any bot, and refuses to be anything but well made: what can be wrong with a feed is in proof/internet, which writes
// by this package.
package papers
