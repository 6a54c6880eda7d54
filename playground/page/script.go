package page

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

var (
	imported = regexp.MustCompile(`(?m)^import (?:\* as (\w+)|(\{[^}]*\})) from "\./(\w+)\.js";$`)
	exported = regexp.MustCompile(`(?m)^export ((?:async )?(?:const|function) ([\w$]+))`)
	leftOver = regexp.MustCompile(`(?m)^(?:import|export)\b.*`)
)

// script bundles the page's modules, so that a browser needs one request: each module becomes a function that returns its exports, placed after
// the modules it imports.
func script(files fs.FS, module string) (string, error) {
	var all strings.Builder
	done := map[string]bool{}
	var add func(module string) error
	add = func(module string) error {
		if done[module] {
			return nil
		}
		done[module] = true
		b, err := fs.ReadFile(files, "js/"+module+".js")
		if err != nil {
			return err
		}
		for _, m := range imported.FindAllStringSubmatch(string(b), -1) {
			if err := add(m[3]); err != nil {
				return err
			}
		}
		var names []string
		for _, m := range exported.FindAllStringSubmatch(string(b), -1) {
			names = append(names, m[2])
		}
		text := exported.ReplaceAllString(imported.ReplaceAllString(string(b), "const $1$2 = of_$3;"), "$1")
		if odd := leftOver.FindString(text); odd != "" {
			return fmt.Errorf("%s.js: %q is no import or export of the usual form", module, odd)
		}
		if len(names) > 0 {
			text = "const of_" + module + " = (() => {\n" + text + "return { " + strings.Join(names, ", ") + " };\n})();\n"
		}
		all.WriteString(text)
		return nil
	}
	err := add(module)
	return all.String(), err
}
