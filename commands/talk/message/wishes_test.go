package message_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/commands/talk/message"
)

// TestWishesAreUnderstoodHoweverTheyAreWrapped in politeness, and questions are not taken for them.
func TestWishesAreUnderstoodHoweverTheyAreWrapped(t *testing.T) {
	for text, want := range map[string]message.Wish{
		"summary": message.Summary, "Could you give me a quick summary of this, please?": message.Summary, "TL;DR": message.Summary, "hi! the key points please": message.Summary,
		"who said what": message.Quotes, "show me the quotes": message.Quotes, "Show me all quotes of the article please": message.Quotes,
		"what else happened?": message.Developments, "And what else has happened today?": message.Developments,
		"what's new?": message.Headlines, "What’s new": message.Headlines, "is there anything new today": message.Headlines,
		"thanks!": message.Thanks, "ok thanks": message.Thanks, "Thank you very much!!": message.Thanks, "hello there": message.Greeting, "Hi": message.Greeting,
		"stop": message.Stop, "please stop it": message.Stop, "help": message.Help, "what can you do?": message.Help, "??": message.Help, "who are you": message.Help,
		"sources": message.Sources, "where is this from?": message.Sources, "ok": message.Well, "go back": message.Back, "who": message.Who, "who is in it?": message.Who, "forget me": message.Data,

		"Hello! I'm new here, what can you do?": message.Help, "ok what's new otherwise?": message.Headlines, "whats new, thanks": message.Headlines, "cool, thanks. bye!": message.Well,
		"Sorry, I have just come in. What happened?": message.Summary,
		"sorry": message.Well, "I love you!": message.Well, "what languages do you speak?": message.Translate, "how do I get you off my server?": message.Help, "what happened yesterday?": message.Headlines,
		"pause my digest": message.Follow, "can I change the digest?": message.Follow, "show me everything": message.Summary, "that's a lie": message.Wrong,
		"who is sorry?": message.None, "does she love you?": message.None, "what languages are spoken there?": message.None, "what happened to the bridge yesterday?": message.None, "who paused the strike?": message.None,
		"what happened on Monday?": message.None, "what did the digest of the inquiry say?": message.None, "is it untrue that she left?": message.None,

		"Hello! I'm new here, what does Varga do?": message.None, "In the fire on Monday, what happened?": message.None, "thanks, and where does she live?": message.None,
		"who is it?": message.None, "who is Varga?": message.None, "hi, who is Varga?": message.None, "what did she say?": message.None, "what happened to the bridge?": message.None,
		"what did the summary of the inquiry say?": message.None, "why?": message.None, "who stopped the hunt?": message.None, "what about the mayor?": message.None,
		"morning!": message.Greeting, "what happened in the morning?": message.None, "is everything back?": message.None, "did it stop?": message.None, "was it enough": message.None, "was it too long?": message.None, "how can we help?": message.None, "who was the source?": message.None, "every day?": message.None, "follow the ellery-courier.example": message.Follow, "could you stop": message.Stop, "follow up question: when was that?": message.None, "every day 8:00": message.Follow, "todos os dias às 9": message.Follow, "is there more context": message.None,
		"when does help arrive?": message.None, "how did the sources know?": message.None, "what is new about the bridge?": message.None,
	} {
		if got := message.WishOf(text); got != want {
			t.Errorf("%q is taken for %q, want %q", text, got, want)
		}
	}
}

// TestWishesInManyWords: a wish is understood however it is said, and a question about the news is no wish.
func TestWishesInManyWords(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "wishes.txt"))
	if err != nil {
		t.Fatal(err)
	}
	all, right := 0, 0
	for line := range strings.Lines(string(text)) {
		name, phrases, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		if _, inLanguage, ok := strings.Cut(name, "] "); ok {
			name = inLanguage
		}
		want := message.Wish(name)
		if name == "none" {
			want = message.None
		}
		for phrase := range strings.SplitSeq(phrases, " | ") {
			all++
			if got := message.WishOf(phrase); got != want {
				t.Logf("%q is taken for %q, want %q", phrase, got, want)
				if want == message.None {
					t.Errorf("%q asks for the news, and is taken for %q", phrase, got)
				}
				continue
			}
			right++
		}
	}
	t.Logf("%d of %d are understood", right, all)
	if right*100 < all*95 {
		t.Errorf("only %d of %d are understood", right, all)
	}
}

// TestAThingAlone is a message of nothing but words for it.
func TestAThingAlone(t *testing.T) {
	for text, want := range map[string]string{
		"night buses": "night buses", "Strike!": "Strike", "the strike": "", "who": "", "what strike": "", "one two three four buses": "", "": "", "it": "",
	} {
		if got := message.Thing(text); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}
