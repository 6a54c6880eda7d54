package markup_test

import (
	"net/url"
	"testing"

	"lede/cards/markup"
)

// TestAnAddressWithAKeyIsNoLink: anybody who followed it would be let in.
func TestAnAddressWithAKeyIsNoLink(t *testing.T) {
	for address, want := range map[string]bool{
		"https://ferring.example/bath": true, "http://ferring.example/bath?page=2&keyword=water": true,
		"https://ferring.example/bath?token=s": false, "https://ferring.example/bath?a=1&API_KEY=s": false, "https://ferring.example/?access-token=s": false,
		"https://ann:s@ferring.example/bath": false, "https://ann@ferring.example/bath": false, "ftp://ferring.example/bath": false, "https:///bath": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := markup.Linkable(u); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}
