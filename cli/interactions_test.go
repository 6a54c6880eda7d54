package cli

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/playground"
	"lede/store/kvtest"
)

// TestInteractionsOverHTTPAreAnsweredByLedeRun: the whole program, with interactions over HTTP and direct
// messages by the gateway.
func TestInteractionsOverHTTPAreAnsweredByLedeRun(t *testing.T) {
	t.Parallel()
	addr := kvtest.FreeAddr(t)
	server := playground.New(playground.Options{Log: slog.New(slog.DiscardHandler), Waits: patience, InteractionsURL: "http://" + addr + "/"})
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, []string{"run", "sample/peace-calls.txt"}, []string{
			"LEDE_DISCORD_TOKEN=" + server.Token(), "LEDE_DISCORD_API=" + server.URL() + "/api", "LEDE_HEALTH_ADDR=off",
			"LEDE_STORE=" + filepath.Join(t.TempDir(), "lede.db"), "LEDE_INTERACTIONS_ADDR=" + addr, "LEDE_DISCORD_PUBLIC_KEY=" + server.PublicKey(),
		}, strings.NewReader(""), io.Discard, io.Discard)
	}()
	w := server.World()
	sam, hall := patient{server.As(w.Person("Sam").ID)}, w.Channel("general")
	var i *playground.Interaction
	var err error
	for until := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if i, err = sam.Slash(t.Context(), hall, "summary", nil); err == nil || time.Now().After(until) {
			break // before, it is shown no command
		}
	}
	has(t, text(t, i, err), "[1]")
	i, err = sam.Press(t.Context(), i.Message.ID, customID(t, i.Message, "who"))
	has(t, text(t, i, err), "Kremlin spokesman")
	found, err := sam.Autocomplete(t.Context(), hall, "who", "person", map[string]any{"person": "pesk"})
	if err != nil || len(found) != 1 {
		t.Errorf("completing a person: %+v, %v", found, err)
	}
	if _, err := sam.Say(t.Context(), w.Person("Sam").DM, "who is Peskov?"); err != nil {
		t.Fatal(err)
	}
	answered := func() bool {
		list, err := sam.Messages(t.Context(), w.Person("Sam").DM)
		return err == nil && len(list) == 2 && strings.Contains(plain(list[1].Text())+plain(list[0].Text()), "Kremlin spokesman")
	}
	for until := time.Now().Add(time.Minute); !answered(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatal("the direct message was not answered")
		}
	}
	res, err := http.Post("http://"+addr+"/", "application/json", strings.NewReader(`{"type":1}`))
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusUnauthorized {
		t.Errorf("what nobody signed was answered with %d", res.StatusCode)
	}
	stop()
	if code := received(t, "its end", ended); code != 0 {
		t.Errorf("lede run ended with %d", code)
	}
	if _, err := net.DialTimeout("tcp", addr, time.Second); err == nil {
		t.Error("somebody still listens for interactions")
	}
	for _, r := range server.Refusals() {
		t.Errorf("Discord would have refused: %s", r)
	}
}

// TestAnInteractionThatIsJustComingInIsTakenWhenLedeStops: Discord does not post it again.
func TestAnInteractionThatIsJustComingInIsTakenWhenLedeStops(t *testing.T) {
	t.Parallel()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	addr := kvtest.FreeAddr(t)
	server := playground.New(playground.Options{Log: slog.New(slog.DiscardHandler), Waits: patience})
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, []string{"run"}, []string{
			"LEDE_DISCORD_TOKEN=" + server.Token(), "LEDE_DISCORD_API=" + server.URL() + "/api", "LEDE_HEALTH_ADDR=off",
			"LEDE_STORE=" + filepath.Join(t.TempDir(), "lede.db"), "LEDE_INTERACTIONS_ADDR=" + addr, "LEDE_DISCORD_PUBLIC_KEY=" + hex.EncodeToString(public),
		}, strings.NewReader(""), io.Discard, io.Discard)
	}()
	post := func(id string, body func(string) io.Reader) int {
		text := `{"id":"` + id + `","application_id":"1","type":2,"token":"abc","channel_id":"7","user":{"id":"2"},"data":{"name":"help"}}`
		stamp := strconv.FormatInt(time.Now().Unix(), 10)
		req, err := http.NewRequestWithContext(t.Context(), "POST", "http://"+addr+"/", body(text))
		if err != nil {
			t.Fatal(err)
		}
		req.ContentLength = int64(len(text))
		req.Header.Set("X-Signature-Timestamp", stamp)
		req.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(private, []byte(stamp+text))))
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return 0 // it does not listen yet
		}
		_ = res.Body.Close()
		return res.StatusCode
	}
	whole := func(text string) io.Reader { return strings.NewReader(text) }
	for until := time.Now().Add(time.Minute); post("5", whole) != http.StatusAccepted; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatal("no interaction is accepted")
		}
	}
	status := post("6", func(text string) io.Reader {
		from, to := io.Pipe()
		go func() {
			_, _ = io.WriteString(to, text[:20])
			time.Sleep(time.Second) // in which it comes in
			stop()
			time.Sleep(300 * time.Millisecond)
			_, _ = io.WriteString(to, text[20:])
			_ = to.Close()
		}()
		return from
	})
	if status != http.StatusAccepted {
		t.Errorf("answered with %d", status)
	}
	if code := received(t, "its end", ended); code != 0 {
		t.Errorf("lede run ended with %d", code)
	}
}
