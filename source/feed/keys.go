package feed

import (
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"strings"
	"unicode"
)

// hash is a hash of what an item is known by. The kind keeps a GUID apart from an address of the same letters.
func hash(kind, s string) string {
	sum := sha256.Sum256([]byte(kind + "\n" + s))
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

// identity is what an item is known by.
type identity struct {
	link       string // canonical
	path, host string // of the GUID or link, where that is an address
}

// shared counts what several items of a document have in common, and so tells none of them.
type shared struct {
	guids, links, paths map[string]int
	hosts               map[string]bool
	home                string
	taken               map[string]bool // main keys
}

// identify gives every item its keys.
func identify(f *Feed) {
	c := shared{map[string]int{}, map[string]int{}, map[string]int{}, map[string]bool{}, Canonical(f.Link), map[string]bool{}}
	all := make([]identity, len(f.Items))
	for n := range f.Items {
		i := &f.Items[n]
		all[n] = i.identity()
		c.guids[i.GUID]++
		c.links[all[n].link]++
		c.paths[all[n].path]++
		c.hosts[all[n].host] = true
	}
	for n := range f.Items {
		f.Items[n].Keys = c.keys(&f.Items[n], all[n])
	}
}

// keys are an item's. An item of which another of the document has every part is told from it by its text.
func (c shared) keys(i *Item, by identity) Keys {
	k := Keys{Text: i.words()}
	link := by.link
	own := link != "" && link != c.home && c.links[link] == 1 // the link tells this item alone
	alike := hash("guid+link", i.GUID+"\n"+link)
	switch {
	case i.GUID != "" && c.guids[i.GUID] == 1:
		k.Main = hash("guid", i.GUID)
		if link != "" {
			k.add(alike)
		}
	case i.GUID != "" && link != "":
		k.Main = alike
	case i.GUID != "":
		k.Main = hash("guid+title", i.GUID+"\n"+i.Title)
	case own:
		k.Main = hash("link", link)
	case link != "":
		k.Main = hash("link+title", link+"\n"+i.Title)
	default:
		k.Main = k.Text
	}
	for _, more := range []string{k.Text, i.Published.String()} {
		if c.taken[k.Main] {
			k.Main = hash("again", k.Main+"\n"+more)
		}
	}
	for c.taken[k.Main] { // the same thrice
		k.Main = hash("again", k.Main)
	}
	c.taken[k.Main] = true
	if own {
		k.add(hash("link", link))
	}
	// The whole of a site may move, to another domain or to https.
	if by.path != "" && c.paths[by.path] == 1 && len(c.hosts) == 1 {
		k.add(hash("path", by.path))
	}
	return k
}

func (k *Keys) add(key string) {
	if key != k.Main {
		k.Others = append(k.Others, key)
	}
}

// identity tells what the item is known by. A GUID that is no address stays as it is when a site moves.
func (i *Item) identity() identity {
	n := identity{link: Canonical(i.Link)}
	address := i.GUID
	if address == "" {
		address = i.Link
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return n
	}
	n.host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	n.path = strings.TrimSuffix(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		n.path += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		n.path += "#" + u.Fragment
	}
	return n
}

// words is a hash of what the item says. Markup and spaces are no part of it: they change with the program that writes the feed.
func (i *Item) words() string {
	h := sha256.New()
	h.Write([]byte(i.Title + "\n"))
	text := i.Content
	if text == "" {
		text = i.Teaser
	}
	var buffer [512]byte
	n, inTag := 0, false
	for at := range len(text) {
		switch c := text[at]; {
		case c == '<' && beginsTag(text[at:]):
			inTag = true
		case inTag:
			inTag = c != '>'
		case c > ' ':
			buffer[n] = c
			if n++; n == len(buffer) {
				h.Write(buffer[:])
				n = 0
			}
		}
	}
	h.Write(buffer[:n])
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:12])
}

// beginsTag tells the < of a tag from that of a text.
func beginsTag(text string) bool {
	return len(text) > 1 && (unicode.IsLetter(rune(text[1])) || text[1] == '/' || text[1] == '!')
}
