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
		"https://ferring.example/bath?a=1;token=s": false, "https://ferring.example/bath?%74oken=s": false, "https://ferring.example/bath?100%;key=s": false, "https://ferring.example/#access_token=s&a=1": false, "https://ferring.example/bath#token": false, "https://ferring.example/#tokens": true,
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

// TestAPictureIsOfAPublicName: Discord is given no other address.
func TestAPictureIsOfAPublicName(t *testing.T) {
	for address, want := range map[string]bool{
		"https://ferring.example/bath.png": true, "https://img.ferring.example:443/bath.png?token=s": true,
		"http://ferring.example/bath.png": false, "https://ann:s@ferring.example/bath.png": false, "https://ferring.example:8443/bath.png": false, "https://10.0.0.1/bath.png": false,
		"https://[fd00::1]/bath.png": false, "https://router/bath.png": false, "https://router./bath.png": false, "https:///bath.png": false, "https://2130706433/bath.png": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := markup.Picturable(u); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}
