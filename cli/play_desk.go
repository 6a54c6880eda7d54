package cli

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"lede/briefing"
	"lede/briefing/fragment"
	"lede/desk"
	"lede/languages"
	"lede/press"
	"lede/problem"
	"lede/source"
)

const (
	deskPanelAt = "/panel/1" // the second of the panels
	mostGiven   = 20         // articles that the panel keeps
	mostPosted  = 4 << 20    // bytes of a text or file

	// ownStyle is a policy that lets the page of an article use its own style, and nothing else.
	ownStyle = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)

// deskPanel is the playground's panel in which a person enters an article and sees it as Lede reads it. It also shows what the servers read, which
// citations link to.
type deskPanel struct {
	web    *source.Web
	guilds func() []string

	desk  atomic.Pointer[desk.Desk] // of the bot, once it runs
	mu    sync.Mutex
	given []*briefing.Article // the newest last
}

// address returns where an article is shown, below the playground's URL.
func (*deskPanel) address(a *briefing.Article) string {
	return deskPanelAt + "/article/" + desk.Ref(a.ID)
}

// show adds articles to those that can be viewed.
func (p *deskPanel) show(list ...*briefing.Article) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, a := range list {
		p.given = slices.DeleteFunc(p.given, func(b *briefing.Article) bool { return a.ID == b.ID })
		p.given = append(p.given, a)
	}
	p.given = p.given[max(0, len(p.given)-mostGiven):]
}

// house shows articles, and gives those without an address one below the playground's.
func (p *deskPanel) house(playground string, list []*briefing.Article) {
	for _, a := range list {
		if a.URL == "" {
			a.URL = playground + p.address(a)
		}
	}
	p.show(list...)
}

func (p *deskPanel) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { p.writePanel(w, "") })
	mux.HandleFunc("POST /{$}", func(w http.ResponseWriter, r *http.Request) {
		a, err := p.read(w, r)
		if err != nil {
			p.writePanel(w, words.Line(err))
			return
		}
		p.show(a)
		http.Redirect(w, r, deskPanelAt+"/", http.StatusSeeOther)
	})
	mux.HandleFunc("GET /article/{ref}", func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		i := slices.IndexFunc(p.given, func(a *briefing.Article) bool { return desk.Ref(a.ID) == r.PathValue("ref") })
		var a *briefing.Article
		if i >= 0 {
			a = p.given[i]
		}
		p.mu.Unlock()
		writeArticle(w, a)
	})
	mux.HandleFunc("GET /read", func(w http.ResponseWriter, r *http.Request) {
		a, sentence := p.at(r.Context(), r.FormValue("at"))
		if a == nil {
			writeArticle(w, nil)
			return
		}
		p.show(a)
		to := p.address(a)
		if sentence > 0 {
			to += "#s" + strconv.Itoa(sentence)
		}
		http.Redirect(w, r, to, http.StatusSeeOther)
	})
	return mux
}

// read makes an article from a form: a file, a text, or the address of a page.
func (p *deskPanel) read(w http.ResponseWriter, r *http.Request) (*briefing.Article, error) {
	r.Body = http.MaxBytesReader(w, r.Body, mostPosted)
	if err := r.ParseMultipartForm(mostPosted); err != nil {
		return nil, problem.New("play.too-much")
	}
	defer func() { _ = r.MultipartForm.RemoveAll() }() // all of it is in memory
	if f, head, err := r.FormFile("file"); err == nil && head.Size > 0 {
		defer f.Close()
		return source.Read(f, head.Filename, briefing.Options{})
	}
	if text := r.FormValue("text"); strings.TrimSpace(text) != "" {
		return source.Read(strings.NewReader(text), words.Text("play.desk.pasted"), briefing.Options{})
	}
	if link := strings.TrimSpace(r.FormValue("link")); link != "" {
		return p.web.Article(r.Context(), link, briefing.Options{})
	}
	return nil, problem.New("play.nothing-given")
}

// at finds the article of an address among those that the servers read, and the sentence that the address marks, counted from 1; 0 for none.
func (p *deskPanel) at(ctx context.Context, address string) (a *briefing.Article, sentence int) {
	d := p.desk.Load()
	if d == nil {
		return nil, 0
	}
	page := pageOf(address)
	for _, guild := range p.guilds() {
		r := desk.Reader{Guild: guild}
		list, err := d.Headlines(ctx, r)
		if err != nil {
			continue
		}
		for _, h := range list {
			if h.URL == "" || pageOf(h.URL) != page {
				continue
			}
			if a, err = d.Article(ctx, r, h); err == nil {
				return a, sentenceOf(a, address)
			}
		}
	}
	return nil, 0
}

// pageOf strips from an address what marks a position on the page.
func pageOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

// sentenceOf returns the number of the sentence that an address marks, counted from 1; 0 for none.
func sentenceOf(a *briefing.Article, address string) int {
	_, marked, ok := strings.Cut(address, fragment.Directive)
	if !ok {
		return 0
	}
	page := fragment.Of(a)
	for i := range a.Sentences {
		if _, words, ok := strings.Cut(page.Address(i), fragment.Directive); ok && words == marked {
			return i + 1
		}
	}
	return 0
}

// writeArticle shows an article as Lede reads it.
func writeArticle(w http.ResponseWriter, a *briefing.Article) {
	if a == nil {
		http.Error(w, words.Text("play.desk.away"), http.StatusNotFound)
		return
	}
	var page bytes.Buffer
	if err := press.HTML(&page, languages.Language{}, a); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", ownStyle)
	_, _ = page.WriteTo(w) // fails when the browser has gone
}

// writePanel writes the form, what went wrong, and what was read, the newest first.
func (p *deskPanel) writePanel(w http.ResponseWriter, wrong string) {
	p.mu.Lock()
	list := slices.Clone(p.given)
	p.mu.Unlock()
	var b strings.Builder
	text := func(key string) string { return html.EscapeString(words.Text(key)) }
	if wrong != "" {
		wrong = `<p class="failure" role="alert">` + html.EscapeString(wrong) + "</p>\n"
	}
	fmt.Fprintf(&b, `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Desk</title><link rel="stylesheet" href="/style.css">
<body class="panel">
<p>%s</p>
<form method="post" enctype="multipart/form-data">
<textarea name="text" rows="3" aria-label="%s" placeholder="%[2]s"></textarea>
<label class="drop">%s <input type="file" name="file"></label>
<input type="text" inputmode="url" name="link" aria-label="%s" placeholder="%[4]s" autocomplete="off">
<button>%s</button>
</form>
%s`, text("play.desk.about"), text("play.desk.text"), text("play.desk.file"), text("play.desk.link"), text("play.desk.read"), wrong)
	if len(list) > 0 {
		fmt.Fprintf(&b, "<h3>%s</h3>\n<ul>\n", text("play.desk.read-so-far"))
	}
	for _, a := range slices.Backward(list) {
		fmt.Fprintf(&b, `<li><a href="%s" target="_blank" rel="noopener">%s</a><br><span class="small">%s</span></li>`+"\n", p.address(a), html.EscapeString(a.Title), html.EscapeString(foundIn(a)))
	}
	if len(list) > 0 {
		b.WriteString("</ul>\n")
	}
	b.WriteString("</body></html>\n")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, b.String()) // fails when the browser has gone
}

// foundIn counts what was found in an article.
func foundIn(a *briefing.Article) string {
	return words.Text("play.desk.found",
		"points", words.Text("play.desk.points", "n", len(a.Summary)), "people", words.Text("play.desk.people", "n", len(a.People)),
		"quotes", words.Text("play.desk.quotes", "n", len(a.Quotes)), "figures", words.Text("play.desk.figures", "n", len(a.Figures)))
}
