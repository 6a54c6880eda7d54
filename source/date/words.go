package date

import (
	_ "embed"
	"strings"
	"sync"
)

// monthsText holds a line for each month: its names in the languages that news is dated in, in small letters, with the accents that are
// often left out and without.
//
//go:embed months.txt
var monthsText string

var monthOf = sync.OnceValue(func() map[string]int {
	all, month := map[string]int{}, 0
	for names := range strings.Lines(monthsText) {
		month++
		for name := range strings.FieldsSeq(names) {
			all[name] = month
		}
	}
	return all
})

// monthAt returns the month of a name, 0 for any other word.
func monthAt(word string) int {
	return monthOf()[strings.ToLower(strings.Trim(word, " .,"))]
}

// zones maps named zones to the minutes they are ahead of UTC. An ambiguous name means the zone that news is dated in.
var zones = map[string]int{
	"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "BST": 60, "IST": 330,
	"CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120, "MET": 60, "MEST": 120, "EET": 120, "EEST": 180, "MSK": 180, "MSD": 240, "SAST": 120, "TRT": 180,
	"EST": -300, "EDT": -240, "ET": -300, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "PT": -480,
	"AKST": -540, "AKDT": -480, "HST": -600, "AST": -240, "ADT": -180, "NST": -210, "NDT": -150, "BRT": -180, "ART": -180,
	"JST": 540, "KST": 540, "HKT": 480, "SGT": 480, "PHT": 480, "WIB": 420, "ICT": 420, "PKT": 300, "GST": 240,
	"AWST": 480, "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}
