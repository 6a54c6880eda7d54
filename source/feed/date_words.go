package feed

import "strings"

// months holds the month names in the languages that feeds are dated in, without accents, in the first letters that distinguish
// them.
var months = []string{
	"jan january januar januari janvier janv enero ene gennaio gen janeiro jaenner jänner jän styczen stycznia sty января янв січня leden ledna ianuarie tammikuu ocak ιανουαρίου ιαν tammikuuta január",
	"feb february februar februari fevrier février fev fév febrero febbraio fevereiro luty lutego lut февраля фев лютого unor února helmikuu subat şubat februarie φεβρουαρίου φεβ helmikuuta február",
	"mar march märz maerz mär mrz mars marzo março marco maart mrt marts marzec marca марта мар березня brezen března maaliskuu mart martie μαρτίου μαρ maaliskuuta března március",
	"apr april avril avr abril abr aprile kwiecien kwietnia kwi апреля апр квітня duben dubna huhtikuu nisan aprilie απριλίου απρ huhtikuuta április",
	"may mai mayo maggio mag maio mei maj maja мая май травня kveten května toukokuu mayis mayıs μαΐου μαίου toukokuuta május",
	"jun june juni juin junio giugno giu junho czerwiec czerwca cze июня июн червня cerven června kesakuu haziran iunie ιουνίου ιουν kesäkuu kesäkuuta červen június",
	"jul july juli juillet juil julio luglio lug julho lipiec lipca lip июля июл липня cervenec července heinakuu temmuz iulie ιουλίου ιουλ heinäkuu heinäkuuta červenec július",
	"aug august août aout aoû agosto ago augustus augusti sierpien sierpnia sie августа авг серпня srpen srpna elokuu agustos ağustos αυγούστου αυγ elokuuta augusztus",
	"sep sept september septembre septiembre settembre set setembro wrzesien września wrz сентября сен вересня zari září syyskuu eylul eylül septembrie σεπτεμβρίου σεπ syyskuuta szeptember",
	"oct october okt oktober octobre octubre ottobre ott outubro out pazdziernik października paź октября окт жовтня rijen října lokakuu ekim octombrie οκτωβρίου οκτ lokakuuta říjen október",
	"nov november novembre noviembre novembro listopad listopada lis ноября ноя листопада marraskuu kasim kasım noiembrie νοεμβρίου νοε marraskuuta listopadu",
	"dec december dez dezember décembre decembre déc diciembre dic dicembre dezembro grudzien grudnia gru декабря дек грудня prosinec prosince joulukuu aralik aralık decembrie δεκεμβρίου δεκ joulukuuta",
}

var monthOf = monthsByName()

func monthsByName() map[string]int {
	all := map[string]int{}
	for i, names := range months {
		for _, name := range strings.Fields(names) {
			if _, taken := all[name]; !taken {
				all[name] = i + 1
			}
		}
	}
	return all
}

// monthAt returns the month of a name, 0 for any other word.
func monthAt(word string) int {
	return monthOf[strings.ToLower(strings.Trim(word, " .,"))]
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
