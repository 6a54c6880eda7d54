package gateway

import (
	"encoding/json"
	"testing"
)

// FuzzPayload reads whatever a bot may send over the gateway: it is understood, or the connection is closed with
// one of Discord's codes.
func FuzzPayload(f *testing.F) {
	for _, seed := range []string{
		`{"op":1,"d":251}`, `{"op":2,"d":{"token":"x","intents":0}}`, `{"op":6,"d":{"seq":1}}`, `{"op":0}`, `{"op":"2"}`, `{"op":1e9}`, `[]`, ``, `{"op":2,"d":`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, code := decodePayload(raw)
		switch {
		case code == 0 && (len(raw) > maxPayload || !json.Valid(raw)):
			t.Errorf("understood %q", raw)
		case code == 0 && p.Op != opHeartbeat && p.Op != opIdentify && p.Op != opPresence && p.Op != opVoice && p.Op != opResume && p.Op != opMembers:
			t.Errorf("operation %d is none of a bot's", p.Op)
		case code != 0 && code != closeDecode && code != closeUnknownOp:
			t.Errorf("closed with %d", code)
		}
	})
}
