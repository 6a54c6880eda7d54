package cards_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/cards"
)

// pictures are the addresses of the pictures on a card.
func pictures(list []component) (found []string) {
	for _, c := range list {
		if c.Media.URL != "" {
			found = append(found, c.Media.URL)
		}
		if c.Accessory != nil {
			found = append(found, pictures([]component{*c.Accessory})...)
		}
		found = append(found, pictures(c.Components)...)
	}
	return found
}

func TestABriefingHasThePictureOfItsPage(t *testing.T) {
	for address, shown := range map[string]bool{
		"https://img.example/a.jpg": true, "": false, "http://img.example/a.jpg": false, "attachment://a.jpg": false, "https:///a": false, "%": false,
		"https://img.example/" + strings.Repeat("a", 2048-len("https://img.example/")): true,
		"https://img.example/" + strings.Repeat("a", 2049-len("https://img.example/")): false,
	} {
		a, err := briefing.Parse("The bridge is closed, the mayor said on Monday.", briefing.Options{Image: address})
		if err != nil {
			t.Fatal(err)
		}
		card := cards.Summary(en, a, "r")
		check(t, address, card)
		if got := strings.Join(pictures(decode(t, card)), " "); got != "" != shown || shown && got != address {
			t.Errorf("%q: the picture is %q", address, got)
		}
	}
}

func TestABriefingOfABeginningSaysSo(t *testing.T) {
	a, err := briefing.Parse("The bridge is closed, the mayor said on Monday.", briefing.Options{Partly: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(decode(t, cards.Summary(en, a, "r"))); !strings.Contains(got, "only the beginning") {
		t.Error(got)
	}
}

// TestADigestHasAsManyPicturesAsThereIsRoomFor: with every choice of sections and three full articles.
func TestADigestHasAsManyPicturesAsThereIsRoomFor(t *testing.T) {
	var text strings.Builder
	for range 8 {
		text.WriteString("“The arch will hold,” said Ada Quill, the mayor of Lowbridge.\nTomas Varga, the chief engineer, said 14 cracks had been found in Paris.\nOther developments:\nA fire destroyed two boats in London, the fire service said.\n")
	}
	a, err := briefing.Parse(text.String(), briefing.Options{Image: "https://img.example/a.jpg"})
	if err != nil {
		t.Fatal(err)
	}
	news := []cards.Story{{Ref: "r1", Article: a}, {Ref: "r2", Article: a}, {Ref: "r3", Article: a}}
	for n, want := range []int{3, 3, 3, 3, 1, 0} { // the choice of a story takes the room of one
		for _, style := range []cards.Style{{}, {Role: "7"}, {Next: time.Unix(3600, 0)}} {
			plain := style.Role == "" && style.Next.IsZero()
			style.Marker, style.Sections = "m", cards.Sections()[:n]
			style.More, style.Due, style.Late = 9, time.Unix(0, 0), true
			card := cards.Digest(en, news, style)
			check(t, strings.Join(cards.Sections()[:n], ", "), card)
			want := want
			if n == 3 && !plain {
				want = 2 // the room of one is taken by the mention, or by what comes next
			}
			if got := len(pictures(decode(t, card))); got != want {
				t.Errorf("%d sections, %+v: %d pictures, want %d", n, style, got, want)
			}
		}
	}
}
