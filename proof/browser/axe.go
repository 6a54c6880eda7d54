package browser

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

// axe runs axe-core on the elements of a selector and returns its serious findings, one per line.
const axe = `axe.run(%s, {resultTypes: ["violations"]}).then(r => JSON.stringify(
  r.violations.filter(v => v.impact === "serious" || v.impact === "critical").flatMap(v => v.nodes.map(n => v.id + ": " + n.target.join(" ") + ": " + n.html.slice(0, 160) + ": " + (n.any[0]?.message || v.help)))))`

// Accessible fails the test if axe-core finds something serious in the element of a selector in its current state; "html" is the whole page. If
// axe-core is not installed, it says so and checks nothing.
func (p *Page) Accessible(view, selector string) {
	p.T.Helper()
	code, err := os.ReadFile(filepath.Join(root(), "proof", "browser", "axe", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		p.T.Logf("SKIPPED: axe-core is not installed, so that it did not look at %s; scripts/tools installs it", view)
		return
	}
	there, err := chromedp.Run(p.Ctx, chromedp.Evaluate[bool]("!!window.axe"))
	if err == nil && !there {
		_, err = chromedp.Run(p.Ctx, chromedp.Evaluate[bool](string(code)+";\ntrue"))
	}
	if err != nil {
		p.T.Fatalf("%s: axe-core: %v", view, err)
	}
	found, err := chromedp.Run(p.Ctx, chromedp.Evaluate[string](fmt.Sprintf(axe, Quote(selector)), chromedp.EvalAwaitPromise))
	if err != nil {
		p.T.Fatalf("%s: axe-core: %v", view, err)
	}
	var lines []string
	if err := json.Unmarshal([]byte(found), &lines); err != nil {
		p.T.Fatalf("%s: axe-core: %v", view, err)
	}
	if len(lines) > 0 {
		p.T.Errorf("%s:\n%s", view, strings.Join(lines, "\n"))
	}
}

// root returns the folder of the module; tests run in the folder of their package.
func root() string {
	for folder := "."; ; folder = filepath.Join(folder, "..") {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil || len(folder) > 60 {
			return folder
		}
	}
}
