package page

import (
	"strings"
	"testing"

	"lede/briefing"
)

func TestTheTitleIsNeverTheSitesOwn(t *testing.T) {
	site := meta("og:site_name", "The Ferring Post")
	for page, want := range map[string]string{
		site + meta("og:title", "The Ferring Post") + "<h1>Bath to close</h1>":                                                                                            "Bath to close",
		site + meta("og:title", "The Ferring Post: all that moves the coast") + "<h1>Bath to close</h1>":                                                                  "Bath to close",
		site + meta("og:title", "Latest News & Headlines | The Ferring Post") + "<h1>Bath to close</h1>":                                                                  "Bath to close",
		site + meta("og:title", "Local news, sport and weather") + "<title>Bath to close | The Ferring Post</title>":                                                      "Bath to close",
		meta("og:title", "Breaking News, Sport & Weather from the coast") + "<h1>Bath to close</h1>":                                                                      "Bath to close",
		"<header><h1 class=site-title>The Ferring Post</h1></header><h1>Bath to close</h1><title>Ferring</title>":                                                         "Bath to close",
		"<title>Bath to close</title><h1><a href=/>The Ferring Post</a></h1>":                                                                                             "Bath to close",
		site + "<title>Bath to close – The Ferring Post</title><h1>The Ferring Post</h1>":                                                                                 "Bath to close",
		meta("og:title", "Latest news tax hits readers, editors say") + "<h1>Bath to close</h1>":                                                                          "Latest news tax hits readers, editors say",
		meta("og:title", "Breaking news and sleep") + "<h1>Breaking news and sleep</h1>":                                                                                  "Breaking news and sleep",
		site + meta("og:title", "The Ferring Post – and its readers – at 100") + "<h1>The Ferring Post – and its readers – at 100</h1>":                                   "The Ferring Post – and its readers – at 100",
		site + meta("og:title", "The Ferring Post | All the news that fits") + "<h1>The Ferring Post</h1><h2>Bath to close in May</h2><h2>More from the coast today</h2>": "Bath to close in May",
		site + meta("og:title", "The Ferring Post | All the news that fits") + "<h2>Home</h2>":                                                                            "All the news that fits",
		meta("og:title", "Baths: 2026 on and on") + "<h1>The baths of Ferring are to close for all of the year</h1>":                                                      "Baths: 2026 on and on", // one word in common is none
		meta("og:title", "– The bath must stay") + "<h1>Sport</h1>":                                                                                                       "– The bath must stay",  // somebody's words
		"<title>– The bath must stay</title>":                                                                                                                             "– The bath must stay",
		site + meta("og:title", "The Ferring Post wins a prize") + "<h1>Prize for us</h1>":                                                                                "The Ferring Post wins a prize",
	} {
		if got := saidOf(t, page).Title; got != want {
			t.Errorf("%s: the title is %q, want %q", page, got, want)
		}
	}
}

// TestTheSitesNameIsCutOffATitle, wherever the page shows which part that is.
func TestTheSitesNameIsCutOffATitle(t *testing.T) {
	at := "<link rel=canonical href=https://www.ferringpost.example/bath>"
	h1 := "<h1>Bath to close in May</h1>"
	for page, want := range map[string]string{
		"<title>Bath to close in May : Ferring</title>" + h1:                                                                         "Bath to close in May",
		"<title>Now</title>" + h1 + h1:                                                                                               "Bath to close in May",
		"<title>Bath to close in May · Ferring</title><div role=heading>Bath to close in May</div>":                                  "Bath to close in May",
		"<title>Bath to close in May ~ Ferring</title><div id=header><div><h1>Ferring</h1></div></div><h3>Bath to close in May</h3>": "Bath to close in May",
		"<title>Ferring: Bath to close in May</title>" + h1:                                                                          "Bath to close in May",
		"<title>Ferring: Bath to close in May</title><h2 class=headline>Bath to close in May</h2>":                                   "Bath to close in May",
		meta("og:title", "Bath to close in May | Ferring | The coast’s own paper") + h1:                                              "Bath to close in May",
		meta("og:title", "Bath to close in May - Ferring Post"):                                                                      "Bath to close in May - Ferring Post",
		at + meta("og:title", "Bath to close in May - Ferring Post"):                                                                 "Bath to close in May",
		at + meta("og:title", "Bath to close in May – The Ferring Post – all of the coast"):                                          "Bath to close in May",
		at + meta("og:title", "Ferring Post") + h1:                                                                                   "Bath to close in May",
		"<title>Bath to close in May • Ferring Now</title><h1 class=logo>Ferring Now</h1>":                                           "Bath to close in May",
		"<title>Bath to close in May | Ferring</title>":                                                                              "Bath to close in May",
		"<title>Bath to close in May｜Ferring</title>":                                                                                "Bath to close in May",
		"<title>Opinion | Why I will miss the bath</title>":                                                                          "Opinion | Why I will miss the bath",
		meta("og:title", "Bath to close - The Ferring Post and Coast Mail") + "<h1>Bath to close</h1>":                               "Bath to close",
		meta("og:title", "Bath to close - what the town has to know of now") + "<h1>Bath to close</h1>":                              "Bath to close - what the town has to know of now",
		meta("og:title", "Bath closes | The Ferring Post and Coast Mail") + "<h1>Bath closes</h1>":                                   "Bath closes | The Ferring Post and Coast Mail",
		meta("og:title", "The Ferring Post | Bath is to be closed in May") + "<h1>Bath is to be closed</h1>":                         "The Ferring Post | Bath is to be closed in May",
		"<title>Bath | Ferring</title>":                                                                                              "Bath | Ferring",
		meta("og:title", "Bath closes: what we know so far") + "<h2>What we know so far</h2>":                                        "Bath closes: what we know so far",
		"<title>Bath closes – what we know so far</title><h1>Bath closes</h1><h2>What we know so far</h2>":                           "Bath closes",
		meta("og:title", "Home of the Ferring Post") + "<link rel=canonical href=https://a.example/>" + h1:                           "Bath to close in May",
	} {
		if got := saidOf(t, page).Title; got != want {
			t.Errorf("%s: the title is %q, want %q", page, got, want)
		}
	}
}

// TestCallsAndWidgetsAreNoneOfTheText, and what the story says in like words is.
func TestCallsAndWidgetsAreNoneOfTheText(t *testing.T) {
	junk := []string{
		"Good morning and welcome to our live coverage of the council’s meeting, I am Jan and will be with you until noon.", "Story continues below this advertisement",
		"Show all 50", "Load more", "Advertisement - scroll to continue", "View image in fullscreen", "Thank you for following our live blog today.",
		"Download our app for news of the coast.", "Share your story with us by e-mail.", "Join our WhatsApp channel for alerts.", "We’re closing this blog now.",
	}
	story := append([]string{}, council...)
	story = append(story, "Good morning, Ida Kroll said as she opened the meeting, and welcome to the longest night of the year.",
		"Share prices of the pool’s builder fell by nine percent after the vote, and the exchange halted them.",
		"Thank you for nothing, a swimmer called from the gallery when the vote had been counted.",
		"Join the queue, the treasurer told the schools that had asked for lessons in the bath of Holm.")
	var mixed []string
	for i, s := range story {
		mixed = append(mixed, s)
		mixed = append(mixed, junk[i*len(junk)/len(story):(i+1)*len(junk)/len(story)]...)
	}
	a, err := parsed([]byte(pageWith("Bath to close", "", "", mixed...)))
	if err != nil {
		t.Fatal(err)
	}
	if a.Text != strings.Join(story, "\n\n") {
		t.Errorf("got\n%s", a.Text)
	}
}

// TestTheLongerHeadlineOfThePageIsItsTitle where machines are told a shorter form of it.
func TestTheLongerHeadlineOfThePageIsItsTitle(t *testing.T) {
	for page, want := range map[string]string{
		meta("og:title", "Board ends four-day week") + "<h1>School board votes to end the four-day week after two years</h1>":           "School board votes to end the four-day week after two years",
		meta("og:title", "Volunteers reopen valley line") + "<h1>Volunteers reopen valley line, 61 years after the last train</h1>":     "Volunteers reopen valley line, 61 years after the last train",
		meta("og:title", "Volunteers reopen valley line") + "<h1>Volunteers reopen valley line 12 May 2026</h1>":                        "Volunteers reopen valley line",
		meta("og:title", "Volunteers reopen valley line") + "<h1>Volunteers reopen valley line after 61 years</h1>":                     "Volunteers reopen valley line after 61 years",
		meta("og:title", "Volunteers reopen valley line") + "<h1>Railways Volunteers reopen valley line</h1>":                           "Volunteers reopen valley line",
		meta("og:title", "Volunteers reopen the line in the valley") + "<h1>Volunteers reopen line</h1>":                                "Volunteers reopen the line in the valley",
		meta("og:title", "Volunteers reopen valley line") + "<h1>Everything that moves on rails, and more</h1>":                         "Volunteers reopen valley line",
		meta("og:title", "Volunteers reopen valley line") + "<h1>Volunteers reopen line, the valley says</h1><h1>One more of them</h1>": "Volunteers reopen valley line",
		"<h1>Volunteers reopen<br>valley line</h1>":                   "Volunteers reopen valley line",
		"<h1><div>Volunteers reopen</div><div>valley line</div></h1>": "Volunteers reopen valley line",
	} {
		if got := saidOf(t, page).Title; got != want {
			t.Errorf("%s: the title is %q, want %q", page, got, want)
		}
	}
}

// TestTheSitesNameGoesBehindAnySign that sites set before it, with a section in between too.
func TestTheSitesNameGoesBehindAnySign(t *testing.T) {
	for _, sign := range []string{"|", "–", "-", "•", "∙", "●", "«", "›", "❯", "➤", "▷", "⋆", "@", "//", "::", "~"} {
		for _, name := range []string{"Ferring Post", "Sport " + sign + " Ferring Post"} {
			page := `<title>Bath to close in May ` + sign + ` ` + name + `</title><meta property="og:site_name" content="Ferring Post"><article><p>` + strings.Join(council, "</p><p>") + `</p></article>`
			_, o, err := Read([]byte(page), "", briefing.Options{})
			want := "Bath to close in May"
			if name != "Ferring Post" && sign != "|" {
				want += " " + sign + " Sport"
			}
			if err != nil || o.Title != want {
				t.Errorf("%s %s: the title is %q, %v", sign, name, o.Title, err)
			}
		}
	}
}
