#include <unicode/utrans.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <stdexcept>
#include <unordered_map>

#include "store/characters.hpp"

namespace guiju::store {
namespace {

struct Readings {
  char32_t character;
  const char* readings;  ///< the usual one first
};

/// Characters of names and places with several readings. ICU knows one, and of surnames often not
/// the one that the person answers to (单 is dan to it, the surname is shan): a search must accept
/// every reading.
constexpr Readings several_readings[] = {
    {U'阿', "a e"},
    {U'艾', "ai yi"},
    {U'柏', "bai bo"},
    {U'暴', "bao pu"},
    {U'薄', "bo bao"},
    {U'卜', "bu bo"},
    {U'伯', "bo bai"},
    {U'不', "bu fou"},
    {U'曾', "zeng ceng"},
    {U'查', "cha zha"},
    {U'长', "chang zhang"},
    {U'晁', "chao"},
    {U'朝', "chao zhao"},
    {U'车', "che ju"},
    {U'称', "cheng chen"},
    {U'晟', "sheng cheng"},
    {U'盛', "sheng cheng"},
    {U'乘', "cheng sheng"},
    {U'澄', "cheng deng"},
    {U'重', "chong zhong"},
    {U'种', "zhong chong"},
    {U'仇', "qiu chou"},
    {U'褚', "chu zhu"},
    {U'传', "chuan zhuan"},
    {U'单', "shan dan chan"},
    {U'瞿', "qu ju"},
    {U'弹', "dan tan"},
    {U'石', "shi dan"},
    {U'得', "de dei"},
    {U'翟', "zhai di"},
    {U'调', "tiao diao"},
    {U'都', "du dou"},
    {U'度', "du duo"},
    {U'朵', "duo"},
    {U'恶', "e wu"},
    {U'费', "fei bi"},
    {U'佛', "fo fu"},
    {U'夫', "fu"},
    {U'甫', "fu pu"},
    {U'盖', "ge gai"},
    {U'干', "gan qian"},
    {U'葛', "ge"},
    {U'给', "gei ji"},
    {U'更', "geng"},
    {U'谷', "gu yu"},
    {U'贾', "jia gu"},
    {U'观', "guan"},
    {U'冠', "guan"},
    {U'炅', "jiong gui"},
    {U'哈', "ha"},
    {U'汗', "han"},
    {U'行', "hang xing heng"},
    {U'好', "hao"},
    {U'合', "he ge"},
    {U'和', "he huo"},
    {U'贺', "he"},
    {U'黑', "hei he"},
    {U'红', "hong gong"},
    {U'侯', "hou"},
    {U'华', "hua"},
    {U'桦', "hua"},
    {U'还', "huan hai"},
    {U'郇', "xun huan"},
    {U'会', "hui kuai"},
    {U'纪', "ji"},
    {U'祭', "zhai ji"},
    {U'亟', "ji qi"},
    {U'嘉', "jia"},
    {U'见', "jian xian"},
    {U'降', "jiang xiang"},
    {U'角', "jiao jue"},
    {U'觉', "jue jiao"},
    {U'教', "jiao"},
    {U'解', "xie jie"},
    {U'藉', "ji jie"},
    {U'靳', "jin"},
    {U'尽', "jin"},
    {U'隽', "juan jun"},
    {U'圈', "quan juan"},
    {U'句', "gou ju"},
    {U'卡', "ka qia"},
    {U'阚', "kan"},
    {U'可', "ke"},
    {U'空', "kong"},
    {U'蓝', "lan"},
    {U'勒', "le lei"},
    {U'乐', "le yue"},
    {U'了', "le liao"},
    {U'累', "lei"},
    {U'丽', "li"},
    {U'栎', "li yue"},
    {U'郦', "li"},
    {U'令', "ling"},
    {U'六', "liu lu"},
    {U'陆', "lu liu"},
    {U'露', "lu lou"},
    {U'论', "lun"},
    {U'洛', "luo"},
    {U'绿', "lv lu"},
    {U'率', "shuai lv lu"},
    {U'吕', "lv lu"},
    {U'律', "lv lu"},
    {U'麦', "mai"},
    {U'脉', "mai mo"},
    {U'曼', "man"},
    {U'没', "mei mo"},
    {U'缪', "miao mou miu"},
    {U'秘', "bi mi"},
    {U'宓', "mi fu"},
    {U'万', "wan mo"},
    {U'俟', "qi si"},
    {U'模', "mo mu"},
    {U'牟', "mou mu"},
    {U'那', "na nuo"},
    {U'佴', "nai er"},
    {U'南', "nan na"},
    {U'难', "nan"},
    {U'宁', "ning"},
    {U'弄', "nong long"},
    {U'女', "nv nu"},
    {U'区', "ou qu"},
    {U'欧', "ou"},
    {U'番', "fan pan"},
    {U'逄', "pang"},
    {U'彭', "peng"},
    {U'片', "pian"},
    {U'朴', "piao pu"},
    {U'平', "ping"},
    {U'繁', "po fan"},
    {U'仆', "pu"},
    {U'濮', "pu"},
    {U'期', "qi ji"},
    {U'奇', "qi ji"},
    {U'骑', "qi ji"},
    {U'齐', "qi ji"},
    {U'茜', "qian xi"},
    {U'强', "qiang jiang"},
    {U'乔', "qiao"},
    {U'亲', "qin qing"},
    {U'覃', "qin tan"},
    {U'阙', "que"},
    {U'任', "ren"},
    {U'若', "ruo re"},
    {U'塞', "sai se"},
    {U'散', "san"},
    {U'色', "se shai"},
    {U'厦', "xia sha"},
    {U'召', "shao zhao"},
    {U'少', "shao"},
    {U'折', "she zhe"},
    {U'舍', "she"},
    {U'莘', "shen xin"},
    {U'参', "shen can cen"},
    {U'省', "sheng xing"},
    {U'什', "shi shen"},
    {U'识', "shi zhi"},
    {U'适', "shi kuo"},
    {U'属', "shu zhu"},
    {U'数', "shu shuo"},
    {U'说', "shuo yue shui"},
    {U'宿', "su xiu"},
    {U'遂', "sui"},
    {U'台', "tai"},
    {U'澹', "tan dan"},
    {U'汤', "tang shang"},
    {U'提', "ti di"},
    {U'通', "tong"},
    {U'佟', "tong"},
    {U'尉', "wei yu"},
    {U'蔚', "wei yu"},
    {U'为', "wei"},
    {U'无', "wu mo"},
    {U'洗', "xian xi"},
    {U'冼', "xian"},
    {U'系', "xi ji"},
    {U'夏', "xia"},
    {U'鲜', "xian"},
    {U'相', "xiang"},
    {U'校', "xiao jiao"},
    {U'肖', "xiao"},
    {U'颉', "xie jie"},
    {U'血', "xue xie"},
    {U'吁', "xu yu"},
    {U'旋', "xuan"},
    {U'削', "xue xiao"},
    {U'寻', "xun"},
    {U'燕', "yan"},
    {U'咽', "yan ye"},
    {U'叶', "ye xie"},
    {U'尹', "yin"},
    {U'殷', "yin yan"},
    {U'应', "ying"},
    {U'员', "yun yuan"},
    {U'郧', "yun"},
    {U'於', "yu wu"},
    {U'于', "yu"},
    {U'余', "yu"},
    {U'佘', "she"},
    {U'宇', "yu"},
    {U'苑', "yuan"},
    {U'约', "yue yao"},
    {U'钥', "yue yao"},
    {U'载', "zai"},
    {U'藏', "zang cang"},
    {U'择', "ze zhai"},
    {U'扎', "zha za"},
    {U'占', "zhan"},
    {U'着', "zhe zhuo zhao"},
    {U'祯', "zhen"},
    {U'正', "zheng"},
    {U'祝', "zhu"},
    {U'筑', "zhu"},
    {U'琢', "zhuo zuo"},
    {U'子', "zi"},
    {U'訾', "zi"},
    {U'作', "zuo"},
    {U'撒', "sa"},
    {U'洪', "hong"},
    {U'瑞', "rui"},
    {U'涌', "yong chong"},
    {U'圳', "zhen"},
    {U'埔', "pu bu"},
    {U'堡', "bao pu"},
    {U'蚌', "beng bang"},
    {U'亳', "bo"},
    {U'郴', "chen"},
    {U'儋', "dan"},
    {U'泷', "long shuang"},
    {U'济', "ji"},
    {U'莞', "guan wan"},
    {U'涡', "wo guo"},
    {U'荥', "xing ying"},
    {U'浚', "jun xun"},
    {U'枞', "zong cong"},
    {U'穴', "xue"},
    {U'铅', "qian yan"},
    {U'丽', "li"},
    {U'乾', "qian gan"},
    {U'嬛', "huan xuan"},
    {U'婼', "ruo chuo"},
};

/// The letter under a tone mark; ü becomes `v`. 0 for what is no letter of pinyin.
char letter_of(char32_t c) {
  static constexpr struct {
    std::u32string_view marked;
    char letter;
  } letters[] = {{U"āáǎàa", 'a'}, {U"ēéěèeê", 'e'}, {U"īíǐìi", 'i'}, {U"ōóǒòo", 'o'},
                 {U"ūúǔùu", 'u'}, {U"ǖǘǚǜü", 'v'},  {U"ńňǹn", 'n'},  {U"ḿm", 'm'}};
  if (c >= 'a' && c <= 'z') return static_cast<char>(c);
  for (const auto& [marked, letter] : letters) {
    if (marked.find(c) != std::u32string_view::npos) return letter;
  }
  return 0;
}

/// ICU's transform from Chinese characters to pinyin; asks it once for each character.
class Transliterator {
 public:
  Transliterator() {
    UErrorCode status = U_ZERO_ERROR;
    handle_ = utrans_openU(u"Han-Latin", -1, UTRANS_FORWARD, nullptr, 0, nullptr, &status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no transform Han-Latin");
  }
  Transliterator(const Transliterator&) = delete;
  Transliterator& operator=(const Transliterator&) = delete;
  ~Transliterator() { utrans_close(handle_); }

  /// Empty for what the transform leaves as it is.
  std::string reading(char32_t character) {
    const auto [known, is_new] = known_.try_emplace(character);
    if (is_new) known->second = ask(character);
    return known->second;
  }

 private:
  std::string ask(char32_t character) const {
    if (character >= 0x10000) return {};
    std::array<UChar, 32> text{static_cast<UChar>(character)};
    std::int32_t length = 1;
    std::int32_t limit = 1;
    UErrorCode status = U_ZERO_ERROR;
    utrans_transUChars(handle_, text.data(), &length, static_cast<std::int32_t>(text.size()), 0,
                       &limit, &status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU's Han-Latin transform failed");
    std::string reading;
    for (std::int32_t i = 0; i < length; ++i) {
      if (const char letter = letter_of(text[static_cast<std::size_t>(i)])) reading += letter;
    }
    return reading;
  }

  UTransliterator* handle_ = nullptr;
  std::unordered_map<char32_t, std::string> known_;
};

std::vector<std::string> split(std::string_view words) {
  std::vector<std::string> parts;
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    parts.emplace_back(words.substr(0, end));
    words.remove_prefix(std::min(words.size(), end + 1));
  }
  return parts;
}

const char* known_readings(char32_t character) {
  static const std::unordered_map<char32_t, const char*> table = [] {
    std::unordered_map<char32_t, const char*> made;
    for (const Readings& entry : several_readings) made.emplace(entry.character, entry.readings);
    return made;
  }();
  const auto found = table.find(character);
  return found == table.end() ? nullptr : found->second;
}

}  // namespace

std::vector<std::string> readings_of(char32_t character) {
  static std::mutex mutex;
  static Transliterator transliterator;
  if (character < 0x80) return {};
  std::vector<std::string> readings;
  if (const char* known = known_readings(character)) readings = split(known);
  std::string usual;
  {
    const std::lock_guard lock(mutex);
    usual = transliterator.reading(character);
  }
  if (usual.empty()) return readings;
  const auto add = [&](const std::string& reading) {
    if (std::find(readings.begin(), readings.end(), reading) == readings.end()) {
      readings.push_back(reading);
    }
  };
  add(usual);
  if (const auto u = usual.find('v'); u != std::string::npos) add(usual.replace(u, 1, "u"));
  return readings;
}

}  // namespace guiju::store
