package commands

import (
	"strings"
	"testing"
)

// FuzzPasted: whatever people paste, it is an article or a question, and no fault.
func FuzzPasted(f *testing.F) {
	long := strings.Repeat("The light is back. The sailors came home. ", 40)
	f.Add(long)
	f.Add(long + "\xff")
	f.Add(long + "\xe2\x80")
	f.Fuzz(func(_ *testing.T, text string) { pasted(text) })
}
