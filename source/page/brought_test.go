package page

import (
	"errors"
	"strings"
	"testing"

	"lede/briefing"
)

// TestTheArticleIsFoundInAProgramsData, where the page shows nothing without it.
func TestTheArticleIsFoundInAProgramsData(t *testing.T) {
	c := council
	list := func(before, after string) string { return before + strings.Join(c, after+","+before) + after }
	other := `{"headline":"Mill burns","body":"<p>` + strings.Repeat("The mill burned for three days and nobody could put it out, the fire chief said.</p><p>", 9) + `</p>"}`
	three := strings.Join(council, "\n\n")
	for data, want := range map[string]string{
		`{"title":"Bath to close","body":[` + list(`"`, `"`) + `]}`:                                                                        three,
		`{"a":{"title":"Bath to close","blocks":[` + list(`{"type":"p","text":"`, `"}`) + `]},"b":` + other + `}`:                          three,
		`{"headline":"Bath &amp; close","body":[` + list(`"`, `"`) + `]}`:                                                                  "",
		`[{"headline":"Bath to close","content":{"html":"<p>` + strings.Join(c, "</p><p>") + `</p>"}}]`:                                    three,
		`{"title":"Bath to close","doc":{"content":[` + list(`{"nodeType":"paragraph","content":[{"value":"`, `"},{"value":""}]}`) + `]}}`: three,
		`{"title":"Bath to close","body":[` + list(`"`, `"`) + `,{"__typename":"Subhead","text":"What now"},{"type":"link","text":"Read this"},"Bye to it."]}`: three +
			"\n\nWhat now\n\nBye to it.",
		`{"title":"Bath to close","body":[` + list(`{"data":{"text":"`, `"}}`) + `]}`:                                       three,
		`{"title":"Bath to close","body":["` + c[0] + `","` + c[1] + `"]}`:                                                  "",
		`{"title":"Mill burns","body":[` + list(`"`, `"`) + `]}`:                                                            "",
		`{"title":"Bath to close","body":[` + list(`"`, `"`):                                                                "",
		strings.Repeat(`{"a":`, 22) + `{"title":"Bath to close","body":[` + list(`"`, `"`) + `]}` + strings.Repeat("}", 22): three,
		strings.Repeat(`{"a":`, 26) + `{"title":"Bath to close","body":[` + list(`"`, `"`) + `]}` + strings.Repeat("}", 26): "",
	} {
		for _, script := range []string{`<script id="__NEXT_DATA__" type="application/json">` + data, `<script>window.__STATE__ = ` + data + `;`} {
			page := "<title>Bath to close</title><div><h1>Bath to close</h1></div>" + script + "</script><noscript>This site requires JavaScript.</noscript><script src=/a.js></script>"
			got, _, err := Read([]byte(page), "", briefing.Options{})
			if is := strings.HasPrefix(data, "["); is && !strings.Contains(script, "json") {
				continue // a variable is set to an object
			}
			if got != want || (err == nil) != (want != "") {
				t.Errorf("%s: %v\ngot  %q\nwant %q", script, err, got, want)
			}
		}
	}
}

// TestAProgramsDataIsNoWayPastAWall, nor better than what the page shows.
func TestAProgramsDataIsNoWayPastAWall(t *testing.T) {
	data := `<script type="application/json">{"title":"Bath to close","author":"Ann Poole","body":["` + strings.Join(council, `","`) + `"]}</script>`
	_, _, err := Read([]byte("<title>Bath to close</title><h1>Bath to close</h1><p>This article is for subscribers only.</p>"+data), "", briefing.Options{})
	if !errors.Is(err, errSubscribers) {
		t.Errorf("got %v", err)
	}
	shown := "The bath will be closed in May for good, the mayor of Ferring said on Tuesday, and nobody asked her why."
	got, o, err := Read([]byte("<title>Bath to close</title><h1>Bath to close</h1><p>"+shown+"</p>"+data), "", briefing.Options{})
	if err != nil || got != shown || o.Author != "" {
		t.Errorf("got %q by %q, %v", got, o.Author, err)
	}
	_, o, err = Read([]byte("<title>Bath to close</title><h1>Bath to close</h1>"+data), "", briefing.Options{})
	if err != nil || o.Author != "Ann Poole" {
		t.Errorf("got %q, %v", o.Author, err)
	}
}
