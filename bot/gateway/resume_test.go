package gateway

import "testing"

func TestATokenIsSentToAGatewayOnly(t *testing.T) {
	const plain = "wss://gateway.discord.gg/?encoding=json&v=10"
	for _, s := range []struct {
		plain, at string
		stored    bool
		want      string
	}{
		{plain, "wss://gateway-us-east1-b.discord.gg", true, "wss://gateway-us-east1-b.discord.gg/?encoding=json&v=10"},
		{plain, "wss://gateway-us-east1-b.discord.gg/?v=9", false, "wss://gateway-us-east1-b.discord.gg/?encoding=json&v=10"},
		{plain, "wss://elsewhere.example", false, "wss://elsewhere.example/?encoding=json&v=10"},
		{plain, "wss://elsewhere.example", true, ""},
		{plain, "wss://discord.gg.elsewhere.example", true, ""},
		{plain, "ws://gateway.discord.gg", false, ""},
		{plain, "https://gateway.discord.gg", false, ""},
		{plain, "wss://user@gateway.discord.gg", false, ""},
		{plain, "", false, ""}, {plain, "%zz", false, ""}, {plain, "wss:///", false, ""},
		{"ws://127.0.0.1:80/", "ws://127.0.0.1:81/x", true, "ws://127.0.0.1:81/x/?encoding=json&v=10"},
		{"ws://127.0.0.1:80/", "ws://126.0.0.1:81/x", true, ""},
	} {
		if got, err := resumeAddress(s.plain, s.at, s.stored); got != s.want || (err == nil) != (s.want != "") {
			t.Errorf("%s, stored %v: %q, %v, want %q", s.at, s.stored, got, err, s.want)
		}
	}
}
