package page

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestTheModulesAreOneScript: each once, after those that it needs; a form of import that is not known is an error and no broken page.
func TestTheModulesAreOneScript(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"js/main.js": {Data: []byte("import { a, $ } from \"./a.js\";\nimport * as b from \"./b.js\";\na(b.x, $);\n")},
		"js/a.js":    {Data: []byte("import { x } from \"./b.js\";\nexport async function a() { return x; }\nexport const $ = 1;\n")},
		"js/b.js":    {Data: []byte("export const x = \"export const y\";\n")},
		"js/odd.js":  {Data: []byte("export default 1;\n")},
	}
	got, err := script(files, "main")
	want := "const of_b = (() => {\nconst x = \"export const y\";\nreturn { x };\n})();\n" +
		"const of_a = (() => {\nconst { x } = of_b;\nasync function a() { return x; }\nconst $ = 1;\nreturn { a, $ };\n})();\n" +
		"const { a, $ } = of_a;\nconst b = of_b;\na(b.x, $);\n"
	if err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
	if own := code(); !strings.HasPrefix(own, "const of_") {
		t.Errorf("the page's own begins with %.60s", own)
	}
	for _, module := range []string{"odd", "none"} {
		if got, err := script(files, module); err == nil || module == "odd" && !strings.Contains(err.Error(), "export default") {
			t.Errorf("%s: %v\n%s", module, err, got)
		}
	}
}

// TestACommandIsSeenInOneLanguage, with all that is in it, and is told by its English name.
func TestACommandIsSeenInOneLanguage(t *testing.T) {
	t.Parallel()
	words := func(s string) map[string]any { return map[string]any{"de": s + "-de", "pt-BR": s + "-pt"} }
	c := map[string]any{
		"name": "a", "name_localizations": words("a"), "description": "about", "description_localizations": nil,
		"options": []any{map[string]any{"name": "o", "name_localizations": words("o"), "choices": []any{map[string]any{"name": "c", "value": "v", "name_localizations": words("c")}}}},
	}
	for locale, want := range map[string]string{"de": "-de", "de-AT": "-de", "pt-BR": "-pt", "fr": ""} {
		seen := spoken(c, locale)
		option := seen["options"].([]map[string]any)[0]
		choice := option["choices"].([]map[string]any)[0]
		if seen["label"] != "a"+want || option["label"] != "o"+want || choice["label"] != "c"+want || seen["name"] != "a" || choice["value"] != "v" || seen["description"] != "about" || seen["name_localizations"] != nil {
			t.Errorf("in %s: %v", locale, seen)
		}
	}
	if c["name_localizations"] == nil {
		t.Error("the command itself was changed")
	}
}
