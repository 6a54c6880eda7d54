package page

import (
	"strings"
	"testing"
)

func TestAPictureIsOneThatEverybodyMaySee(t *testing.T) {
	long := "https://a.example/" + strings.Repeat("a", longestPicture-len("https://a.example/"))
	for s, want := range map[string]string{
		"": "", "/p.png": "https://a.example/p.png", "https://b.example/p.png#x": "https://b.example/p.png", "http://b.example/p.png": "", "https://u@b.example/p.png": "", "https://127.0.0.1/p.png": "", "https://localhost/p.png": "",
		"https://b.example:443/p.png": "https://b.example:443/p.png", "https://b.example:8443/p.png": "", "https://b.example/p.SVG": "", "https://[::1]/p.png": "", "%zz": "", long: long, long + "a": "",
	} {
		if got := pictureAt("https://a.example/", s); got != want {
			t.Errorf("%.40q: %.40q, want %.40q", s, got, want)
		}
	}
	if pictureAt("%zz", "https://b.example/p.png") != "" {
		t.Error("without a base")
	}
}
