package source

import (
	"testing"
)

func TestAttachmentsAreDiscordsOwn(t *testing.T) {
	for address, want := range map[string]bool{
		"https://cdn.discordapp.com/a": true, "https://CDN.discordapp.com:443/a": true, "https://media.discordapp.net/a": true, "http://cdn.discordapp.com/a": false, "https://cdn.discordapp.com:8443/a": false, "https://u@cdn.discordapp.com/a": false, "https://example.org/a": false, "https:///a": false, "/a": false,
	} {
		if got := (&Attachments{}).allowed(parsed(t, address)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
	own := &Attachments{Hosts: []string{"http://127.0.0.1:80", "files.example"}}
	for address, want := range map[string]bool{"http://127.0.0.1:80/a": true, "https://127.0.0.1:80/a": false, "https://files.example/a": true, "http://files.example/a": false, "https://cdn.discordapp.com/a": false} {
		if got := own.allowed(parsed(t, address)); got != want {
			t.Errorf("%s, where other hosts are given: %v", address, got)
		}
	}
}
