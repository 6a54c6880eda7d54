package page

import (
	"net/url"
	"strings"
	"testing"
)

func TestWhereAPageLeads(t *testing.T) {
	base, err := url.Parse("https://a.example/b")
	if err != nil {
		t.Fatal(err)
	}
	for content, want := range map[string]string{
		"0; url=/c": "https://a.example/c", "0;url='/c'": "https://a.example/c", "5, /c": "https://a.example/c", "15;/c": "https://a.example/c", "16;/c": "", "0; url=/b": "", "0": "", "; /c": "https://a.example/c", "1.5; /c": "https://a.example/c", "0; url=%zz": "",
	} {
		got := ""
		if to := leadsTo([]byte(`<meta http-equiv="Refresh" content="`+content+`">`), base); to != nil {
			got = to.String()
		}
		if got != want {
			t.Errorf("%q leads to %q, want %q", content, got, want)
		}
	}
	tag := `<meta http-equiv=refresh content="0;/c">`
	for before, want := range map[int]bool{(64 << 10) - len(tag): true, (64 << 10): false} {
		if got := leadsTo([]byte(strings.Repeat(" ", before)+tag), base) != nil; got != want {
			t.Errorf("behind %d bytes: %v", before, got)
		}
	}
	if leadsTo([]byte(`<meta name=refresh content="0;/c">`), base) != nil {
		t.Error("another element leads on")
	}
}
