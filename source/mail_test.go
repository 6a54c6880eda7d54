package source

import (
	"errors"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/problem"
)

const letterHead = "Return-Path: <news@paper.example>\r\nFrom: The Paper <news@paper.example>\r\nDate: Fri, 20 Nov 2026 07:30:00 +0100\r\nSubject: =?utf-8?Q?Ferry_stops_=E2=80=93_for_good?=\r\nMIME-Version: 1.0\r\n"

func TestALetterIsReadByItsRules(t *testing.T) {
	for name, body := range map[string]string{
		"quoted-printable": "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe ferry to Holm stopped on Friday, the county said.  =E2=80=9CIt is ove=\r\nr,=E2=80=9D said captain Mara Lind.\r\n",
		"latin-1":          "Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: 8bit\r\n\r\nThe ferry to Holm stopped on Friday, the county said.  \x93It is over,\x94 said captain Mara Lind.\r\n",
		"base64 in parts": "Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: multipart/alternative; boundary=\"C\"\r\n\r\n--C\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
			"VGhlIGZlcnJ5IHRvIEhvbG0gc3RvcHBlZCBvbiBGcmlkYXksIHRoZSBjb3VudHkgc2FpZC4gIOKAnEl0IGlzIG92ZXIs4oCdIHNhaWQgY2FwdGFpbiBNYXJhIExpbmQu\r\n--C\r\nContent-Type: text/html\r\n\r\n<p>Other words\r\n--C--\r\n--B\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nAttached words\r\n--B--\r\n",
		"cut off": "Content-Type: multipart/alternative; boundary=C\r\n\r\n--C\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe ferry to Holm stopped on Friday, the county said.  “It is over,” said captain Mara Lind.",
	} {
		a, err := Read(strings.NewReader(letterHead+body), "letter.eml", briefing.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if want := "The ferry to Holm stopped on Friday, the county said.  “It is over,” said captain Mara Lind."; strings.TrimSpace(a.Text) != want {
			t.Errorf("%s: the text is %q", name, a.Text)
		}
		if a.Title != "Ferry stops – for good" || a.Published == nil || !a.Published.Equal(time.Date(2026, 11, 20, 6, 30, 0, 0, time.UTC)) {
			t.Errorf("%s: %q of %v", name, a.Title, a.Published)
		}
	}
	on, err := Read(strings.NewReader(strings.Replace(letterHead, "Subject: ", "Subject: Fwd: Re: ", 1)+"\r\nThe ferry to Holm stopped on Friday, the county said.\r\n"), "letter.eml", briefing.Options{})
	if err != nil || on.Title != "Ferry stops – for good" {
		t.Errorf("a letter that is sent on: %q, %v", on.Title, err)
	}
	page, err := Read(strings.NewReader(letterHead+"Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><article><p>"+strings.Repeat("The ferry to Holm stopped on Friday, the county said. ", 12)+"</p></article></body></html>"), "letter.eml", briefing.Options{})
	if err != nil || !strings.HasPrefix(page.Text, "The ferry to Holm") {
		t.Errorf("a letter that is a page: %v", err)
	}
	_, err = Read(strings.NewReader(letterHead+"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"), "letter.eml", briefing.Options{})
	if p := new(problem.Problem); !errors.As(err, &p) || p.Code != "file.mail" {
		t.Errorf("a letter that is a picture: %v", err)
	}
}

func TestAnArticleWithLabelledLinesIsNoLetter(t *testing.T) {
	for _, text := range []string{
		"From: Ann\nTo: all\n\nThe ferry stopped on Friday.",
		"Date: Friday\nSubject: the ferry stopped on Friday, the county said.",
		"Title: Ferry stops\nDate: 2026-11-20\n\nThe ferry stopped on Friday.",
	} {
		if isMail([]byte(text)) {
			t.Errorf("taken for a letter: %q", text)
		}
	}
}

func TestFilesOfMarkdownAndOfTables(t *testing.T) {
	a, err := Read(strings.NewReader("# Ferry *stops*\n\nThe **ferry** to [Holm](https://e.org) stopped on Friday."), "a.md", briefing.Options{})
	if err != nil || a.Title != "Ferry stops" || a.Text != "The ferry to Holm stopped on Friday." {
		t.Errorf("%+v, %v", a, err)
	}
	_, err = Read(strings.NewReader("id,name\n1,Ann\n"), "a.csv", briefing.Options{})
	if p := new(problem.Problem); !errors.As(err, &p) || p.Code != "file.table" {
		t.Errorf("a table: %v", err)
	}
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(letterHead + "Content-Type: multipart/alternative; boundary=C\r\n\r\n--C\r\nContent-Type: text/plain\r\n\r\nWords.\r\n--C--\r\n"))
	f.Add([]byte(letterHead + "\r\nWords."))
	f.Fuzz(func(t *testing.T, data []byte) {
		if !isMail(data) {
			return
		}
		_, _ = mailArticle(data, "letter.eml", briefing.Options{})
	})
}

// TestALetterWithoutWordsIsNoPage: it is as empty as a file.
func TestALetterWithoutWordsIsNoPage(t *testing.T) {
	for kind, want := range map[string]string{"text/plain": "file.blank", "text/html": "file.empty"} {
		_, err := Read(strings.NewReader(letterHead+"Content-Type: "+kind+"\r\n\r\n \r\n"), "letter.eml", briefing.Options{})
		if is, _ := errors.AsType[*problem.Problem](err); is == nil || is.Code != want {
			t.Errorf("%s: %v, want %s", kind, err, want)
		}
	}
}
