package page

import (
	"strings"
	"testing"

	"lede/briefing"
)

// TestWhatIsPostedElsewhereIsItsAuthors: the words stand in quotation marks, with the author behind them, in one paragraph.
func TestWhatIsPostedElsewhereIsItsAuthors(t *testing.T) {
	for post, want := range map[string]string{
		`<blockquote class="twitter-tweet"><p lang="en">Please stay at home tonight.</p>&mdash; Ann Poole (@poole) <a href=/s>May 2, 2026</a></blockquote>`:                                                                    "“Please stay at home tonight.” — Ann Poole (@poole) May 2, 2026",
		`<figure><div class="social-embed"><blockquote class="twitter-video tw"><p>The bath <b>closes</b>. <a>pic.twitter.com/abc</a></p><p>&ndash; Poole (@poole)</p></blockquote><script src=/w.js></script></div></figure>`: "“The bath closes.” – Poole (@poole)",
		`<blockquote class="bluesky-embed"><p>Sad.<br><br><a>[image or embed]</a></p>&mdash; Ann Poole (<a>@poole.example</a>) <a>2 May</a></blockquote>`:                                                                      "“Sad.” — Ann Poole (@poole.example) 2 May",
		`<blockquote class="mastodon-embed"><p>First.</p><p>Second.</p><a href=/p>Post by @poole@m.example<div>View on Mastodon</div></a></blockquote>`:                                                                        "“First. Second.” — @poole@m.example",
		`<blockquote class="instagram-media"><div><a href=/p><div>View this post</div></a><p><a href=/p>Our pool.</a></p><p>Ein Beitrag geteilt von Ann Poole (@poole)</p></div></blockquote>`:                                 "“Our pool.” — Ann Poole (@poole)",
		`<div class="fb-post"><blockquote class="fb-xfbml-parse-ignore"><p>It is over.</p>Posted by <a href=/a>Ann Poole</a> on <a href=/b>Tuesday</a></blockquote></div>`:                                                     "“It is over.” — Ann Poole",
		`<blockquote class="tiktok-embed"><section><a href=/a>@poole</a><p>Watch it close.</p><a href=/m>♬ original sound</a></section></blockquote>`:                                                                          "“Watch it close.” — @poole",
		`<blockquote class="twitter-tweet"><p>“Never,” he told me.</p>&mdash; Ann Poole (@poole)</blockquote>`:                                                                                                                 "“Never,” he told me. — Ann Poole (@poole)",
		`<blockquote class="instagram-media"><a href=/p><div>View this post</div></a><p><a href=/p>A post shared by Ann Poole (@poole)</a></p></blockquote>`:                                                                   "",
		`<blockquote class="twitter-tweet"><p>The bath will be closed in May, and nobody here has been told why.</p></blockquote>`:                                                                                             "The bath will be closed in May, and nobody here has been told why.",
		`<blockquote><p>The bath will be closed in May.</p>Ann Poole (@poole)</blockquote>`:                                                                                                                                    "The bath will be closed in May.\n\nAnn Poole (@poole)",
	} {
		piece, _ := Fragment("<p>"+council[0]+"</p>"+post+"<p>"+council[1]+"</p>", briefing.Options{})
		a, err := parsed([]byte(pageWith("Bath to close", "", "", council[0], council[1]+"</p>"+post+"<p>"+council[2])))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{piece, a.Text} {
			var got []string
			for line := range strings.SplitSeq(text, "\n\n") {
				if line != council[0] && line != council[1] && line != council[2] {
					got = append(got, line)
				}
			}
			if strings.Join(got, "\n\n") != want {
				t.Errorf("%s:\ngot  %q\nwant %q", post, got, want)
			}
		}
	}
}

// TestTheAuthorOfAPostIsKeptAtTheEndOfAStory, where a name and a date alone would be dropped.
func TestTheAuthorOfAPostIsKeptAtTheEndOfAStory(t *testing.T) {
	post := `<blockquote class="twitter-tweet"><p>I have ordered the bath to be closed.</p>&mdash; Ann Poole (@poole) <a href=/s>May 2, 2026</a></blockquote>`
	a, err := parsed([]byte(pageWith("Bath to close", "", "", append(council[:3:3], "Ann Poole wrote:</p>"+post+"<p>")...)))
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Quotes) == 0 {
		t.Fatal("no quotation")
	}
	last := a.Quotes[len(a.Quotes)-1]
	if got := a.Text[last.Start:last.End]; got != "“I have ordered the bath to be closed.”" || last.Speaker != "Ann Poole" {
		t.Errorf("%q by %q in\n%s", got, last.Speaker, a.Text)
	}
}
