package markup_test

import (
	"strings"
	"testing"

	"lede/cards/markup"
)

// TestWhatNobodySeesIsNoLabel: a link or an option under it could not be seen either.
func TestWhatNobodySeesIsNoLabel(t *testing.T) {
	for _, s := range []string{"", " ", "\u200b", "\u200b\u2060\ufeff", "\u3164", "\u115f\u1160", "\uffa0", "\u2800 \u2800", "\u00ad", "\u034f", "\ufe0f", "\U000e0041", "\u202e\u202c", "\x00", "\u00a0", "\u180e"} {
		if got := markup.Label(s, 100); got != "" {
			t.Errorf("%q becomes %q", s, got)
		}
	}
	for _, s := range []string{"a", "a\u200bb", "\u3164x", "·", "\u0301", "한", "👩\u200d👩", "❤\ufe0f", "می\u200cخواهم"} {
		if got := markup.Label(s, 100); got != s {
			t.Errorf("%q becomes %q", s, got)
		}
	}
}

// TestALabelHasNoPileOfMarks: as many as eight on a letter stay, and what cannot be seen between them begins no new pile.
func TestALabelHasNoPileOfMarks(t *testing.T) {
	eight := strings.Repeat("\u0301", 8)
	for s, want := range map[string]string{
		"e" + eight + "tude": "e" + eight + "tude", "e" + eight + "\u0302\u0489tude": "e" + eight + "tude", "e" + eight + "a" + eight: "e" + eight + "a" + eight,
		"e" + eight + "é" + eight + "\u0301": "e" + eight + "é" + eight, "e" + eight + "\u200d\u0301": "e" + eight + "\u200d",
	} {
		if got := markup.Label(s, 100); got != want {
			t.Errorf("%+q becomes %+q", s, got)
		}
	}
}

// TestAnAddressEndsWhereItEnds: whoever posts a link, or a bot's button, writes nothing into Lede's card, and what is shown is asked for.
func TestAnAddressEndsWhereItEnds(t *testing.T) {
	for address, want := range map[string]string{
		"https://ferring.example/bath_(city)?a=b&c=d#e": "<https://ferring.example/bath_(city)?a=b&c=d#e>",
		"https://ferring.example/бани/鐘":                "<https://ferring.example/бани/鐘>",
		"https://ferring.example/नमस्ते":                "<https://ferring.example/नमस्ते>",
		"https://ferring.example/> [a](https://b.c)":    "<https://ferring.example/%3E%20[a](https://b.c)>",
		"https://ferring.example/\n# news":              "<https://ferring.example/%0A#%20news>",
		"https://ferring.example/\u202egpj.\u200b":      "<https://ferring.example/%E2%80%AEgpj.%E2%80%8B>",
		"https://ferring.example/\u3164\u2028\xff":      "<https://ferring.example/%E3%85%A4%E2%80%A8%FF>",
		`https://ferring.example/\<x`:                   "<https://ferring.example/%5C%3Cx>",
	} {
		if got := markup.Alone(address); got != want {
			t.Errorf("%q is written %q, want %q", address, got, want)
		}
	}
}
