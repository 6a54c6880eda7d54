package notice_test

import (
	"testing"

	"lede/source/notice"
)

// TestAWordIsAllOfItsLettersAndDigits: what is a part of another word speaks to nobody and tells nothing.
func TestAWordIsAllOfItsLettersAndDigits(t *testing.T) {
	for text, want := range map[string]bool{
		"you": true, "Please wait.": true, "“You”": true, "us2 meet": false, "4you": false, "your’s": true, "youth": false, "bayou": false, "us-led": true, "": false, "wir": true, "wirken": false,
	} {
		if got := notice.Addresses(text); got != want {
			t.Errorf("%q speaks to its reader: %v", text, got)
		}
	}
	for text, want := range map[string]bool{
		"He said so.": true, "SAID": true, "said2 it": false, "unsaid": false, "according to her": true, "accordingly": false, "": false,
		"“No”": true, "By clicking “Accept all” we go on.": false, "Press on “OK” and “OK”": true, "Tap «Accept»": false, "Click “Accept”, the button": false,
	} {
		if got := notice.Tells(text); got != want {
			t.Errorf("%q is told as stories are: %v", text, got)
		}
	}
}
