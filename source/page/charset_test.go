package page

import (
	"strings"
	"testing"

	"golang.org/x/net/html/charset"

	"lede/briefing"
)

// TestTheBytesDecideTheCharacterSet where the server, the page and the bytes disagree, or nobody says anything.
func TestTheBytesDecideTheCharacterSet(t *testing.T) {
	late := "<!-- " + strings.Repeat("x", 3000) + " -->"
	russian := "Совет города Ферринг во вторник решил закрыть бассейн на Мельничной улице, сообщила глава совета Ида Кролль. Ремонт обойдётся в два миллиона."
	greek := "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να κλείσει το κολυμβητήριο, είπε η δήμαρχος Ίντα Κρολ στους δημοσιογράφους."
	czech := "Městská rada v úterý rozhodla, že zavře plovárnu v Mlýnské ulici. Oprava by stála přes dva milióny, řekla starostka Ida Králová."
	french := "Le conseil a décidé mardi de fermer la piscine, a déclaré Mme Krölle ; l’été dernier déjà, l’eau « fuyait » à Fonès."
	japanese := "フェリング市議会は火曜日、春から水漏れが続いている市営プールを閉鎖することを決めた。修理には二百万クローナかかる。"
	chinese := "费林市议会星期二投票决定关闭磨坊巷的游泳池，该游泳池自春天以来一直漏水。修理需要两百万克朗，司库在会上说。"
	for _, c := range []struct{ text, is, header, head string }{
		{russian, "windows-1251", "", ""},
		{russian, "windows-1251", "text/html; charset=iso-8859-1", ""},
		{russian, "windows-1251", "text/html; charset=utf-8", ""},
		{russian, "windows-1251", "text/html; charset=utf-8", "<meta charset=windows-1251>"},
		{russian, "windows-1251", "text/html; charset=windows-1251", "<meta charset=utf-8>"},
		{russian, "koi8-r", "", "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>"},
		{russian, "koi8-r", "", ""},
		{russian, "windows-1251", "text/html", late + "<meta charset=windows-1251>"},
		{greek, "windows-1253", "", ""},
		{greek, "iso-8859-7", "", late + "<meta charset=iso-8859-7>"},
		{czech, "iso-8859-2", "", late + "<meta charset=iso-8859-2>"},
		{czech, "windows-1250", "text/html; charset=windows-1250", "<meta charset=utf-8>"},
		{french, "windows-1252", "", ""},
		{french, "windows-1252", "text/html; charset=utf-8", "<meta charset=iso-8859-1>"},
		{japanese, "shift_jis", "", ""},
		{japanese, "euc-jp", "text/html; charset=iso-8859-1", "<meta charset=euc-jp>"},
		{chinese, "gbk", "", ""},
		{chinese, "gbk", "text/html; charset=utf-8", late + "<meta charset=gb2312>"},
	} {
		encoding, _ := charset.Lookup(c.is)
		page := "<html><head>" + c.head + "<title>x</title></head><body><p>" + c.text + "</p></body></html>"
		data, err := encoding.NewEncoder().Bytes([]byte(page))
		if err != nil {
			t.Fatal(c.is, err)
		}
		if text, _, err := pageOfBytes(data, c.header); err != nil || text != c.text {
			t.Errorf("%s, sent as %q with %.60q: %v, %s", c.is, c.header, c.head, err, text)
		}
		xml := append([]byte("<?xml version='1.0' encoding='"+c.is+"'?>"), data...)
		if text, _, err := pageOfBytes(xml, ""); err != nil || text != c.text {
			t.Errorf("%s by its XML declaration: %v, %s", c.is, err, text)
		}
	}
}

func pageOfBytes(data []byte, contentType string) (string, briefing.Options, error) {
	return Read(data, contentType, briefing.Options{})
}

func TestWhatFitsNoCharacterSetIsRefused(t *testing.T) {
	var noise strings.Builder
	for i := range 4000 {
		noise.WriteByte(byte(0x80 + i*i*31%127))
	}
	if _, _, err := pageOfBytes([]byte("<html><p>"+noise.String()+"</p>"), "text/html"); code(err) != "page.charset" {
		t.Errorf("got %v", err)
	}
}
