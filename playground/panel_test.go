package playground_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"lede/playground"
	"lede/playground/weather"

	"golang.org/x/net/html"
)

// page fetches a page of the playground's and reads it as a browser does.
func page(t *testing.T, address string) (*html.Node, string) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		t.Fatalf("%s answers %d, %v", address, res.StatusCode, err)
	}
	root, err := html.Parse(strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	return root, string(b)
}

func elements(root *html.Node, name string) (found []*html.Node) {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			found = append(found, n)
		}
	}
	return found
}

func TestATitleStaysPlainOnThePage(t *testing.T) {
	const title = `</title><script>alert(1)</script>"&amp; {{.Title}}{{.State}}`
	b := start(t, playground.Options{Title: title})
	root, raw := page(t, b.server.URL())
	if n := len(elements(root, "script")); n != 2 { // the page's state and its code
		t.Errorf("the page has %d scripts: %s", n, raw)
	}
	if got := elements(root, "title")[0].FirstChild.Data; got != title+" · Playground" {
		t.Errorf("the title reads %q", got)
	}
	if got := elements(root, "strong")[0].FirstChild.Data; got != title {
		t.Errorf("the brand reads %q", got)
	}
}

func TestTheWeatherPanelTellsWhatIsToCome(t *testing.T) {
	b := start(t, playground.Options{})
	address := b.server.URL() + "/panel/0/"
	root, raw := page(t, address)
	if !strings.Contains(raw, "Fair: everything is answered.") || strings.Contains(raw, "<details open") || !strings.Contains(raw, `value="limit">Discord's limits</button>`) {
		t.Errorf("fair weather: %s", raw)
	}
	if n, lists := len(elements(root, "button")), len(elements(root, "select")); n != 4 || lists != 3 {
		t.Errorf("%d buttons and %d lists: %s", n, lists, raw)
	}
	if err := b.server.SetWeather(playground.Weather{Kind: playground.Lost, Of: "posts", Requests: 3}); err != nil {
		t.Fatal(err)
	}
	b.server.SetLimits(weather.DiscordsLimits())
	b.server.Deafen(true)
	_, raw = page(t, address)
	for _, want := range []string{"Still to come: 3 × done, the answer is lost, for posts.", "<details open>", `value="free">No limits</button>`, "(deaf to heartbeats)"} {
		if !strings.Contains(raw, want) {
			t.Errorf("%q is not in %s", want, raw)
		}
	}
}
