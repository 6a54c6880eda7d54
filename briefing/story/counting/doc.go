// Package counting finds out what the figures of an article count, and whether two of them give different values for one thing.
package counting
