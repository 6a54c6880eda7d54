package source

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/briefing"
)

func TestAFileIsAnEMailByItsHeaders(t *testing.T) {
	head := "From: Ann <ann@a.example>\nDate: Mon, 2 Mar 2026 08:00:00 +0000\n"
	for name, c := range map[string]struct {
		file string
		want bool
	}{
		"three headers": {head + "Subject: A\n\nThe text.", true}, "in capitals": {strings.ToUpper(head) + "SUBJECT: A\n\nThe text.", true}, "with the line ends of Windows": {strings.ReplaceAll(head+"Subject: A\n\nThe text.", "\n", "\r\n"), true},
		"two of them": {head + "Colour: red\n\nThe text.", false}, "no end": {head + "Subject: A\nThe text.", false}, "in several lines": {head + "Subject: A\n\tand more\n\nThe text.", true},
		"three in the text": {"From: Ann\nColour: red\n\nDate: x\nSubject: y\n", false},
		"up to 64 kB":       {head + "Subject: " + strings.Repeat("a", 64<<10-len(head)-len("Subject: \n\n")) + "\n\n", true},
		"and no more":       {head + "Subject: " + strings.Repeat("a", 64<<10-len(head)-len("Subject: \n\n")+1) + "\n\n", false},
	} {
		if got := isMail([]byte(c.file)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestHowDeepThePartsOfAnEMailMayNest: eight times.
func TestHowDeepThePartsOfAnEMailMayNest(t *testing.T) {
	nested := func(n int) (kind, body string) {
		kind, body = "text/plain", "Words."
		for i := range n {
			body = fmt.Sprintf("--b%d\r\nContent-Type: %s\r\n\r\n%s\r\n--b%[1]d--\r\n", i, kind, body)
			kind = fmt.Sprintf("multipart/mixed; boundary=b%d", i)
		}
		return kind, body
	}
	for n, want := range map[int]string{0: "Words.", 1: "Words.", 8: "Words.", 9: ""} {
		kind, body := nested(n)
		var l letter
		if err := l.part(kind, "", strings.NewReader(body), 0); string(l.text) != want || want != "" && err != nil {
			t.Errorf("%d deep: %q, %v", n, l.text, err)
		}
	}
}

func TestWhatALetterIs(t *testing.T) {
	const body = "\nThe pier is open again.\n"
	for head, want := range map[string]bool{
		"From: Ann\nDate: today\nSubject: Pier\n": true, "from: Ann\ndate: today\nmime-version: 1.0\n": true, "From: Ann\nDate: today\n": false, "From: Ann\nTo: Bob\nCc: Cleo\n": false, "Received: by x\n from y\nDate: today\nMessage-ID: z\n": true, "From: Ann\n\nDate: today\nSubject: Pier\n": false, "": false,
	} {
		if got := isMail([]byte(head + body)); got != want {
			t.Errorf("%q begins a letter: %v", head, got)
		}
	}
	multipart := func(parts ...string) string {
		return "From: Ann\nDate: Mon, 02 Mar 2026 08:00:00 +0000\nSubject: =?utf-8?q?Pi=C3=A9r?=\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" + strings.Join(parts, "\n--b\n") + "\n--b--\n"
	}
	page := "Content-Type: text/html\n\n<p>The page says that the pier is open again, and that the ferry sails at noon.</p>"
	text := "Content-Type: text/plain\n\nThe text is here."
	attached := "Content-Type: text/plain\nContent-Disposition: Attachment; filename=a\n\nThe attachment."
	for name, c := range map[string]struct{ data, want string }{
		"text before a page": {multipart(page, text), "The text is here."}, "a page alone": {multipart(page), "The page says"}, "the first text": {multipart(text, "Content-Type: text/plain\n\nAnother."), "The text is here."}, "no attachment": {multipart(attached, text), "The text is here."}, "an empty text and a page": {multipart("Content-Type: text/plain\n\n ", page), "The page says"},
		"packed": {multipart("Content-Type: text/plain\nContent-Transfer-Encoding: Base64\n\nQSB3b3JkLg=="), "A word."}, "quoted": {multipart("Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nA caf=E9."), "A café."}, "nothing but an attachment": {multipart(attached), "file.mail"}, "a picture": {"From: Ann\nDate: today\nContent-Type: image/png\n\nx", "file.mail"},
	} {
		a, err := mailArticle([]byte(c.data), "it", briefing.Options{})
		if err != nil && code(err) != c.want || err == nil && (!strings.HasPrefix(a.Text, c.want) || a.Title != "Piér" || a.Published == nil) {
			t.Errorf("%s: %v, %v", name, a, err)
		}
	}
	given := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	if a, err := mailArticle([]byte(multipart(text)), "it", briefing.Options{Title: "Mine", Published: &given}); err != nil || a.Title != "Mine" || !a.Published.Equal(given) {
		t.Errorf("%v, %v", a, err)
	}
}
