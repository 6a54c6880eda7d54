package cli

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"lede/playground"
)

// enclosed fetches the file that a message shows, as the person's client would.
func (r *room) enclosed(t *testing.T, m *playground.Message) string {
	t.Helper()
	var raw struct {
		Attachments []struct{ Filename, URL string }
	}
	if err := json.Unmarshal(m.Raw, &raw); err != nil || len(raw.Attachments) != 1 {
		t.Fatalf("%v: %s", err, m.Raw)
	}
	res, err := r.Client().Get(raw.Attachments[0].URL)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || !strings.HasPrefix(raw.Attachments[0].Filename, "lede-") {
		t.Fatalf("%s: status %d, %v", raw.Attachments[0].Filename, res.StatusCode, err)
	}
	return string(data)
}

func TestPromiseAServersDataIsTakenAlongAndBroughtBack(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	ctx := t.Context()
	do := func(command string, options map[string]any) *playground.Interaction {
		t.Helper()
		i, err := r.robin.Slash(ctx, r.hall, command, options)
		if err == nil {
			i, err = r.robin.Settle(ctx, i)
		}
		text(t, i, err)
		if !i.Ephemeral {
			t.Errorf("/%s was answered in public", command)
		}
		return i
	}
	article := "The harbour of Lowbridge froze over on Sunday.\nNo ship could leave, harbour master Ida Brandt said."
	do("article add", map[string]any{"file": playground.Upload{Filename: "harbour.txt", Data: []byte(article)}})
	do("digest set", map[string]any{"time": "07:30", "zone": "Europe/Paris", "days": "weekdays", "empty": "quiet"})
	do("digest alerts", map[string]any{"channel": r.hall})
	before := r.enclosed(t, do("server-data export", nil).Message)

	do("server-data erase", map[string]any{"confirm": "erase"})
	file := playground.Upload{Filename: "lede.json", Data: []byte(before)}
	has(t, plain(do("server-data import", map[string]any{"file": file}).Message.Text()), "This file would change", "07:30")
	has(t, plain(do("digest show", nil).Message.Text()), "No digest is set")
	has(t, plain(do("server-data import", map[string]any{"file": file, "confirm": "import"}).Message.Text()), "Imported", "07:30")
	after := r.enclosed(t, do("server-data export", nil).Message)
	made := regexp.MustCompile(`"made": "[^"]+"`) // the clock goes on
	if made.ReplaceAllString(after, "") != made.ReplaceAllString(before, "") {
		t.Errorf("exported\n%s\nand after erasing and importing\n%s", before, after)
	}
	if _, err := r.sam.Slash(ctx, r.hall, "server-data export", nil); err == nil {
		t.Error("a command for admins is shown to a member")
	}
	i, err := r.sam.Slash(ctx, r.hall, "data export-me", nil)
	text(t, i, err)
	has(t, r.enclosed(t, i.Message), `"lede_person_export": 1`)
	has(t, plain(do("server-data import", map[string]any{"file": playground.Upload{Filename: "x.json", Data: []byte("{")}}).Message.Text()), "The file is not JSON: line 1")
}
