package bot

import (
	"encoding/json"
	"strings"
	"testing"

	"lede/cards"
	"lede/commands/command"
)

// TestAFormIsWrittenAndReadAsDiscordDocumentsIt: each kind of field has its number, and each value comes back under its name.
func TestAFormIsWrittenAndReadAsDiscordDocumentsIt(t *testing.T) {
	written, err := json.Marshal(formModal(&cards.Modal{ID: "article/add", Title: "Article", Fields: []cards.Field{
		{Kind: cards.Paragraph, Name: "text", Label: "Text"}, {Kind: cards.Upload, Name: "file", Label: "File"},
		{Kind: cards.Radio, Name: "headline", Label: "Headline", Value: "no", Options: []cards.Option{{Label: "Yes", Value: "yes"}, {Label: "No", Value: "no"}}},
		{Kind: cards.Menu, Name: "colour", Label: "Colour", Options: []cards.Option{{Label: "Red", Value: "red"}}},
	}}))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`{"type":4,"custom_id":"text"`, `{"type":19,"custom_id":"file"`, `{"type":21,"custom_id":"headline"`, `{"type":3,"custom_id":"colour"`,
		`{"label":"No","value":"no","default":true}`, `{"label":"Yes","value":"yes"}`,
	} {
		if !strings.Contains(string(written), want) {
			t.Errorf("%s is not in %s", want, written)
		}
	}
	it := acting(t, kindForm, "", "0", "")
	raw := `{"custom_id":"article/add","resolved":{"attachments":{"8":{"id":"8","url":"https://cdn.discordapp.com/a","filename":"rain.txt","content_type":"text/plain","size":5}}},
		"components":[{"type":18,"component":{"type":4,"custom_id":"text","value":"It rains."}},{"type":18,"component":{"type":19,"custom_id":"file","values":["9","8"]}},
		{"type":18,"component":{"type":21,"custom_id":"headline","value":"yes"}},{"type":18,"component":{"type":3,"custom_id":"colour","values":["red"]}},
		{"type":18,"component":{"type":21,"custom_id":"unset","value":null}},{"type":18,"component":null}]}`
	if err := json.Unmarshal([]byte(raw), &it.Data); err != nil {
		t.Fatal(err)
	}
	var in command.Input
	it.chosen(&in)
	if f := in.Attachment; f == nil || f.Filename != "rain.txt" || f.Size != 5 || f.URL != "https://cdn.discordapp.com/a" {
		t.Errorf("the file is %+v", f)
	}
	_, unset := in.Options["unset"]
	if o := in.Options; o["text"] != "It rains." || o["headline"] != "yes" || o["colour"] != "red" || unset {
		t.Errorf("filled in: %q", o)
	}
}

// TestWhatIsFilledInFits: Discord refuses a form with a field that holds more than it takes.
func TestWhatIsFilledInFits(t *testing.T) {
	for held, want := range map[string]int{"": 300, strings.Repeat("a", 318): 318, strings.Repeat("😀", 200): 400} {
		if in := formField(cards.Field{Name: "tags", MaxLength: 300, Value: held}).(textInput); in.MaxLength != want || in.Value != held {
			t.Errorf("a field that holds %d bytes takes %d characters", len(held), in.MaxLength)
		}
	}
	if in := formField(cards.Field{Name: "text"}).(textInput); in.MaxLength != 0 {
		t.Errorf("an unlimited field takes %d characters", in.MaxLength)
	}
}
