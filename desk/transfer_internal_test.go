package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lede/desk/digests"

	"lede/desk/stories"
	"lede/problem"
)

func TestWhatIsWrongWithAnExportedFile(t *testing.T) {
	ref, id := "0123456789ab", "81384788765712384"
	whole := func(change func(*Transfer)) *Transfer {
		x := &Transfer{Server: id, Settings: &Settings{Alerts: id, Colour: 0xFFFFFF}, Sources: []MovedSource{{Address: "https://a.example/feed"}}, Digests: []MovedDigest{{Channel: id, Role: id, Told: []string{ref}}}, Verdicts: []stories.Verdict{{A: ref, B: ref}}}
		change(x)
		return x
	}
	for name, c := range map[string]struct {
		change func(*Transfer)
		want   string
	}{
		"nothing": {func(*Transfer) {}, ""}, "no settings": {func(x *Transfer) { x.Settings = nil }, ""}, "no ids but a channel": {func(x *Transfer) { x.Server, x.Settings.Alerts, x.Digests[0].Role = "", "", "" }, ""},
		"the server": {func(x *Transfer) { x.Server = "x" }, "file-no-id server"}, "alerts": {func(x *Transfer) { x.Settings.Alerts = "07" }, "file-no-id settings.alerts"}, "a channel": {func(x *Transfer) { x.Digests[0].Channel = "" }, "file-no-id digests[0].channel"}, "a role": {func(x *Transfer) { x.Digests[0].Role = strings.Repeat("1", 21) }, "file-no-id digests[0].role"}, "twenty digits": {func(x *Transfer) { x.Server = strings.Repeat("1", 20) }, ""},
		"a colour": {func(x *Transfer) { x.Settings.Colour = 0x1000000 }, "file-no-colour settings.colour"}, "one below zero": {func(x *Transfer) { x.Settings.Colour = -1 }, "file-no-colour settings.colour"}, "black": {func(x *Transfer) { x.Settings.Colour = 0 }, ""}, "a source's colour": {func(x *Transfer) { x.Sources[0].Colour = -1 }, "file-no-colour sources[0].colour"}, "a source's address": {func(x *Transfer) { x.Sources[0].Address = "nonsense" }, "file-no-address sources[0].address"},
		"what was told": {func(x *Transfer) { x.Digests[0].Told = []string{ref, "x"} }, "file-no-article digests[0].told[1]"}, "the first of two": {func(x *Transfer) { x.Verdicts[0].A = "x" }, "file-no-article verdicts[0]"}, "the second": {func(x *Transfer) { x.Verdicts[0].B = "0123456789AB" }, "file-no-article verdicts[0]"}, "the first mistake": {func(x *Transfer) { x.Server, x.Settings.Colour = "x", -1 }, "file-no-id server"},
		"as many digests as may be": {func(x *Transfer) { x.Digests = slices.Repeat(x.Digests, digests.MaxDigests) }, ""}, "one more": {func(x *Transfer) { x.Digests = slices.Repeat(x.Digests, digests.MaxDigests+1) }, "file-too-many digests"}, "as many articles": {func(x *Transfer) { x.Articles = make([]MovedArticle, maxShelf) }, ""}, "one article more": {func(x *Transfer) { x.Articles = make([]MovedArticle, maxShelf+1) }, "file-too-many articles"}, "as many verdicts": {func(x *Transfer) { x.Verdicts = slices.Repeat(x.Verdicts, stories.Most) }, ""}, "one verdict more": {func(x *Transfer) { x.Verdicts = slices.Repeat(x.Verdicts, stories.Most+1) }, "file-too-many verdicts"},
	} {
		got := ""
		var p *problem.Problem
		if err := whole(c.change).checkChoices(); errors.As(err, &p) {
			got = fmt.Sprint(strings.TrimPrefix(p.Code, "desk."), " ", p.Args["path"])
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for text, want := range map[string]string{
		`{"lede_export":1}`: "", fmt.Sprintf(`{"lede_export":%d}`, transferVersion): "", fmt.Sprintf(`{"lede_export":%d}`, transferVersion+1): "desk.file-newer", `{"lede_export":0}`: "desk.file-no-version", `{"lede_export":"1"}`: "desk.file-no-version", `{"lede_export":1.5}`: "desk.file-no-version", `{}`: "desk.file-no-export", `[]`: "desk.file-no-export", `{`: "desk.file-not-json", "\xff": "desk.file-not-utf8",
	} {
		var p *problem.Problem
		got := ""
		if err := isExport([]byte(text)); errors.As(err, &p) {
			got = p.Code
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	var p *problem.Problem
	if err := isExport([]byte("{\n\n x")); !errors.As(err, &p) || p.Args["line"] != "3" {
		t.Errorf("%v", err)
	}
	for n, want := range map[int]bool{MaxTransfer: false, MaxTransfer + 1: true} {
		_, err := decodeTransfer([]byte(strings.Repeat(" ", n)))
		if errors.As(err, &p); (p.Code == "desk.file-too-large") != want {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

// TestWhatIsNoExport: nothing that could be an object of a known version.
func TestWhatIsNoExport(t *testing.T) {
	for file, want := range map[string]string{
		`{"lede_export":1}`: "", `{"lede_export":2}`: "desk.file-newer", `{"lede_export":0}`: "desk.file-no-version", `{"lede_export":"x"}`: "desk.file-no-version", `{}`: "desk.file-no-export", `[1]`: "desk.file-no-export", `"x"`: "desk.file-no-export", `null`: "desk.file-no-export",
		`{`: "desk.file-not-json", ``: "desk.file-not-json", "{\"a\":\"\xff\"}": "desk.file-not-utf8",
	} {
		err, code := isExport([]byte(file)), ""
		var p *problem.Problem
		if errors.As(err, &p) {
			code = p.Code
		}
		if code != want || (err == nil) != (want == "") {
			t.Errorf("%q: %v, want %q", file, err, want)
		}
	}
}
