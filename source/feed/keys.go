package feed

import (
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"strings"
)

// hash is a hash of what an item is known by. The kind keeps a GUID apart from an address of the same letters.
func hash(kind, s string) string {
	sum := sha256.Sum256([]byte(kind + "\n" + s))
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

// shared counts what several items of a document have in common, and so tells none of them.
type shared struct {
	guids, links, paths map[string]int
	hosts               map[string]bool // of GUIDs and links
}

// identify gives every item its keys.
func identify(f *Feed) {
	c := shared{map[string]int{}, map[string]int{}, map[string]int{}, map[string]bool{}}
	for _, i := range f.Items {
		c.guids[i.GUID]++
		c.links[Canonical(i.Link)]++
		known, host := i.known()
		c.paths[known]++
		c.hosts[host] = true
	}
	home := Canonical(f.Link)
	taken := map[string]bool{}
	for n := range f.Items {
		f.Items[n].Keys = c.keys(&f.Items[n], home, taken)
	}
}

// keys are an item's. An item of which another of the document has every part is told from it by its text.
func (c shared) keys(i *Item, home string, taken map[string]bool) Keys {
	k := Keys{Text: hash("text", oneLine(i.Title)+"\n"+i.text())}
	link := Canonical(i.Link)
	own := link != "" && link != home && c.links[link] == 1 // the link tells this item alone
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
		k.Main = hash("guid+title", i.GUID+"\n"+oneLine(i.Title))
	case own:
		k.Main = hash("link", link)
	case link != "":
		k.Main = hash("link+title", link+"\n"+oneLine(i.Title))
	default:
		k.Main = k.Text
	}
	if taken[k.Main] {
		k.Main = hash("again", k.Main+"\n"+k.Text)
	}
	if taken[k.Main] {
		k.Main = hash("again", k.Main+"\n"+i.Published.UTC().String())
	}
	taken[k.Main] = true
	if own {
		k.add(hash("link", link))
	}
	// The whole of a site may move, to another domain or to https.
	if known, _ := i.known(); known != "" && c.paths[known] == 1 && len(c.hosts) == 1 {
		k.add(hash("path", known))
	}
	return k
}

func (k *Keys) add(key string) {
	if key != k.Main {
		k.Others = append(k.Others, key)
	}
}

// text is what the item says, as plain text.
func (i *Item) text() string {
	if i.Content != "" {
		return oneLine(plain(i.Content))
	}
	return oneLine(i.Teaser)
}

// known is what the item is known by without scheme and host, and the host; "" where that tells nothing.
func (i *Item) known() (path, host string) {
	for _, s := range []string{i.GUID, i.Link} {
		if s == "" {
			continue
		}
		u, err := url.Parse(s)
		if err != nil || u.Host == "" {
			return "", "" // a GUID that is no address stays as it is when a site moves
		}
		host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
		path = strings.TrimSuffix(u.EscapedPath(), "/")
		if u.RawQuery != "" {
			path += "?" + u.RawQuery
		}
		if u.Fragment != "" {
			path += "#" + u.Fragment
		}
		return path, host
	}
	return "", ""
}
