package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"testing"

	"lede/bot"
	"lede/cards"
	"lede/commands/command"
	"lede/playground"
)

// giving replies with a file of this size.
func giving(name string, size int) command.Command {
	return aCommand(name, command.Private, func(context.Context, command.Input) (command.Reply, error) {
		return command.Reply{
			Card:  cards.File("Here it is.", "", "shelf.json"),
			Files: []command.File{{Name: "shelf.json", Type: "application/json", Data: bytes.Repeat([]byte("7"), size)}},
		}, nil
	})
}

func TestAFileGoesWithTheReplyAsDiscordDocumentsIt(t *testing.T) {
	got := make(chan *multipart.Form, 1)
	types := make(chan textproto.MIMEHeader, 1)
	srv := playground.New(playground.Options{Waits: patientWaits})
	srv.Fault(func(r *http.Request) (int, string, http.Header, bool) {
		if !strings.HasSuffix(r.URL.Path, "/callback") {
			return 0, "", nil, false
		}
		kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		body, readErr := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		if err != nil || readErr != nil || kind != "multipart/form-data" {
			t.Errorf("content type %q, %v, %v", kind, err, readErr)
			return 0, "", nil, false
		}
		form, err := multipart.NewReader(bytes.NewReader(body), params["boundary"]).ReadForm(1 << 20)
		if err != nil {
			t.Error(err)
			return 0, "", nil, false
		}
		got <- form
		types <- form.File["files[0]"][0].Header
		return 0, "", nil, false
	})
	i, _ := ask(t, srv, giving("shelf", 1000))
	form := received(t, "what it is given", got)
	var cb struct {
		Type int
		Data struct {
			Flags       int
			Attachments []struct {
				ID       string
				Filename string
			}
		}
	}
	if err := json.Unmarshal([]byte(form.Value["payload_json"][0]), &cb); err != nil {
		t.Fatal(err)
	}
	if a := cb.Data.Attachments; cb.Type != 4 || len(a) != 1 || a[0].ID != "0" || a[0].Filename != "shelf.json" || cb.Data.Flags != 1<<15|1<<6 {
		t.Errorf("the form's JSON is %s", form.Value["payload_json"])
	}
	if h := received(t, "the request", types); h.Get("Content-Type") != "application/json" {
		t.Errorf("the file's part is %v", h)
	}
	if i.Deferred || fileOf(t, srv, i.Message) != strings.Repeat("7", 1000) {
		t.Errorf("got %s", i.Message.Raw)
	}
}

func TestALargeFileFollowsADeferral(t *testing.T) {
	srv := playground.New(playground.Options{Waits: patientWaits})
	const size = 3 << 20
	i, robin := ask(t, srv, giving("shelf", size))
	if !i.Deferred {
		t.Error("it was sent within the three seconds")
	}
	i, err := robin.Settle(t.Context(), i)
	if err != nil || len(fileOf(t, srv, i.Message)) != size {
		t.Errorf("%v: %+v", err, i)
	}
}

func TestAFileThatDoesNotComeAlongIsRefused(t *testing.T) {
	srv := playground.New(playground.Options{Waits: patientWaits})
	lost := aCommand("shelf", command.Private, func(context.Context, command.Input) (command.Reply, error) {
		return command.Reply{Card: cards.File("Here it is.", "", "shelf.json")}, nil
	})
	i, _ := ask(t, srv, lost)
	if !strings.Contains(i.Text(), "Something went wrong") || len(srv.Refusals()) != 1 {
		t.Errorf("got %q, refused %q", i.Text(), srv.Refusals())
	}
}

// ask starts a bot with one command, which Robin uses.
func ask(t *testing.T, srv *playground.Server, c command.Command) (*playground.Interaction, *playground.Person) {
	t.Helper()
	if err := srv.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	b, err := bot.New(bot.Options{Token: srv.Token(), Client: srv.Client(), Timing: patient(), Commands: []command.Command{c}, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	running(t, b)
	received(t, "the bot to be ready", b.Ready())
	world := srv.World()
	robin := srv.As(world.Person("Robin").ID)
	i, err := robin.Slash(t.Context(), world.Channel("general"), c.Definition.Name, nil)
	if err != nil || i.Message == nil {
		t.Fatalf("%v: %+v", err, i)
	}
	return i, robin
}

// fileOf fetches the file that a message shows.
func fileOf(t *testing.T, srv *playground.Server, m *playground.Message) string {
	t.Helper()
	var raw struct {
		Components []struct{ File struct{ URL string } }
	}
	if err := json.Unmarshal(m.Raw, &raw); err != nil {
		t.Fatal(err)
	}
	for _, c := range raw.Components {
		if c.File.URL == "" {
			continue
		}
		res, err := srv.Client().Get(c.File.URL)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		data, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatalf("status %d, %v", res.StatusCode, err)
		}
		return string(data)
	}
	t.Errorf("no file in %s", m.Raw)
	return ""
}
