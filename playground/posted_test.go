package playground_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/playground"
)

// TestAPostedInteractionIsAnsweredAsDiscordAllows: with the answer itself, or not at all when it is none.
func TestAPostedInteractionIsAnsweredAsDiscordAllows(t *testing.T) {
	t.Parallel()
	var answer atomic.Value
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, answer.Load().(string))
	}))
	defer app.Close()
	s := playground.New(playground.Options{InteractionsURL: app.URL, Waits: playground.Waits{Answer: 4 * time.Second}})
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, err := http.NewRequest("PUT", s.URL()+"/api/v10/applications/"+s.ApplicationID()+"/commands", strings.NewReader(`[{"name":"open","description":"x"}]`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bot "+s.Token())
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "DiscordBot (https://example.org, 1)")
	if res, err := http.DefaultClient.Do(r); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%v, %v", res, err)
	}
	w := s.World()
	ask := func() *playground.Interaction {
		i, err := s.As(w.People[0].ID).Slash(t.Context(), w.Channel("general"), "open", nil)
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	answer.Store(`{"type":4,"data":{"content":"Here it is"}}`)
	if i := ask(); i.TimedOut || !strings.Contains(string(i.Message.Raw), "Here it is") {
		t.Errorf("answered with %+v", i)
	}
	for _, bad := range []string{`{"type":4,"data":{}}`, `{"type":99}`, `{"type":8,"data":{"choices":[]}}`, `no JSON`} {
		answer.Store(bad)
		before := len(s.Refusals())
		if i := ask(); !i.TimedOut || i.Message != nil {
			t.Errorf("%s is taken for an answer: %+v", bad, i)
		}
		if n := len(s.Refusals()); n != before+1 {
			t.Errorf("%s: %d refusals more", bad, n-before)
		}
	}
}

func TestAPictureFromTheWebHasAnIDAndTheProxysAddress(t *testing.T) {
	b := start(t, playground.Options{})
	const picture = `{"media":{"url":"https://example.org/a.png"}}`
	sent := `{"flags":32768,"components":[{"type":9,"components":[{"type":10,"content":"x"}],"accessory":{"type":11,` + picture[1:] + `},{"type":12,"items":[` + picture + `]}]}`
	var body map[string]any
	if err := json.Unmarshal([]byte(sent), &body); err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(b.must("POST", "/channels/"+b.server.World().Channel("general")+"/messages", body))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(got), `"proxy_url":"https://example.org/a.png"`); n != 2 || strings.Count(string(got), `"media":{"id":"`) != 2 {
		t.Errorf("%s", got)
	}
}
