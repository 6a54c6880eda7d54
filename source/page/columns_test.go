package page

import (
	"strings"
	"testing"

	"lede/briefing"
)

// TestATableIsReadByItsRows, and a page that is laid out in one by its cells.
func TestATableIsReadByItsRows(t *testing.T) {
	const three = "<tr><td>Ann Poole</td><td>1:11</td></tr><tr><td><p>Ida Kroll</p></td><td><b>1:13</b></td></tr><tr><td>Tom Bay</td><td>1:14</td></tr>"
	long := strings.Repeat("x", 121)
	for table, want := range map[string]string{
		three: "Ann Poole 1:11|Ida Kroll 1:13|Tom Bay 1:14",
		"<thead><tr><th>Name</th><th>Time</th></tr></thead><tbody>" + three + "</tbody>": "Name Time|Ann Poole 1:11|Ida Kroll 1:13|Tom Bay 1:14",
		"<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>":                     "a|b|c|d",
		three + "<tr><td>e</td></tr>":                                                    "Ann Poole|1:11|Ida Kroll|1:13|Tom Bay|1:14|e",
		three + "<tr><td>e</td><td>f</td><td>g</td></tr>":                                "Ann Poole|1:11|Ida Kroll|1:13|Tom Bay|1:14|e|f|g",
		three + "<tr><td colspan=2>e</td><td>f</td></tr>":                                "Ann Poole|1:11|Ida Kroll|1:13|Tom Bay|1:14|e|f",
		three + "<tr><td>e</td><td>" + long + "</td></tr>":                               "Ann Poole|1:11|Ida Kroll|1:13|Tom Bay|1:14|e|" + long,
		three + "<tr><td>e</td><td><ul><li>f<li>g</ul></td></tr>":                        "Ann Poole|1:11|Ida Kroll|1:13|Tom Bay|1:14|e|f|g",
		"<tr><td>e</td></tr><tr><td>f</td></tr><tr><td>g</td></tr>":                      "e|f|g",
		"<tr><td>e</td><td><table>" + three + "</table></td></tr>":                       "e|Ann Poole 1:11|Ida Kroll 1:13|Tom Bay 1:14",
	} {
		whole, _ := Fragment("<table>"+table+"</table>", briefing.Options{})
		if got := strings.ReplaceAll(whole, "\n\n", "|"); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", table, got, want)
		}
	}
	// The last rows of a story are no labels at its foot.
	a, err := parsed([]byte(pageWith("Bath to close", "", "", append(council[:3:3], "Results:</p><table>"+three+"</table><p>")...)))
	if err != nil || !strings.HasSuffix(a.Text, "Ida Kroll 1:13\n\nTom Bay 1:14") {
		t.Errorf("%v, %q", err, a.Text)
	}
}

// TestColumnsBesideAStoryAreNoPartOfIt, in a page that is laid out in a table; a column with as much in it may tell the story.
func TestColumnsBesideAStoryAreNoPartOfIt(t *testing.T) {
	story := strings.Join(council, "<br><br>")
	const weather, headline = "Rain by evening, and the wind is from the north.", "<font size=5><b>Bath to close in May</b></font><br><br>"
	for page, want := range map[string]bool{
		"<tr><td>" + headline + story + "<td>" + weather:                                                  false,
		"<tr><td>" + weather + "<td><table><tr><td>" + headline + "<tr><td>" + story + "</table>":         false,
		"<tr><td>" + headline + "<td>" + council[0] + " " + weather + "<td>" + story:                      true,
		"<tr><td>" + headline + story + "<td>" + strings.Join(council, "<br><br>") + "<br><br>" + weather: true,
		"<tr><td><h1>Bath to close in May</h1>" + story + "<td><h1>Mill burns</h1>" + weather:             true,
	} {
		a, err := parsed([]byte("<title>Bath to close in May</title><table>" + page + "</table>"))
		if err != nil || strings.Contains(a.Text, weather) != want || !strings.Contains(a.Text, council[2]) {
			t.Errorf("%s: %v, want the column %v\n%s", page, err, want, a.Text)
		}
	}
}
