//! English.

use super::words::Words;

/// The words of English, by what they do for a reason. Common misspellings stand beside the word.
pub(super) static WORDS: Words<'static> = Words {
    empty: "a an the this that these those there here it its i i'm i've i'd i'll im ive me my mine \
        myself we we're us our ours you you're your yours u ur he she they they're them their \
        theirs him his her hers one ones who what whats thats which whose where when why how \
        someone somebody something anyone anybody anything everyone everything any all some \
        both each every other others another same such own lot lots bit of to in on at for \
        from with about by as into onto over under up down out off than then so and or if \
        because cause coz cuz since while until after before during again once twice also too \
        very really quite rather just only even still ever always often sometimes now today \
        currently yet already soon later maybe perhaps probably actually basically literally \
        honestly seriously totally completely absolutely entirely fully partly mostly kinda \
        sorta kind sort pretty much many more most less least few enough almost especially \
        simply plain clearly total absolute complete utter pure sheer real big huge little obviously \
        definitely certainly extremely super highly truly fairly is am are was were be been \
        being has have had having do does did doing done can could will would shall may might \
        must let lets get gets got getting give gives gave go goes going gonna went come comes \
        came make makes made making take takes took put puts keep keeps kept use uses used \
        using want wants wanted wanna need needs needed try tries tried trying look looks \
        looked looking seem seems seemed feel feels felt find finds found think thinks thought \
        know knows knew known guess idea believe see sees saw seen show shows shown tell tells \
        told hear ask asks asked say saying said talk talks happen happens happened mean means \
        meant please pls plz thanks thank thx ty cheers sorry hello hi hey lol lmao haha omg \
        wtf btw tbh imo imho idk fyi yes yeah yep yup y no nah nope ok okay oh ah hm hmm well \
        uh um etc way ways time times thing things stuff part parts case type point reason \
        reasons memory memories mem0 memo entry entries item items record records note notes \
        fact facts information info data content contents detail details text answer answers \
        response responses reply result results output statement statements message suggestion \
        feedback ai bot assistant chatbot contain contains contained containing include \
        includes including test testing tests tested delete deletes remove removes removed \
        change fix fixes check update edit understand person people user users mate dude bro \
        buddy guys folks blah bla whatever anyway anyways no_need need_to_correct to_correct \
        above below sound sounds care cares matter matters do_something going_on",
    praise: "good great nice nicely excellent awesome awsome amazing fantastic wonderful brilliant \
        superb perfect perfectly lovely cool neat sweet best fine helpful helps helped useful \
        valuable handy accurate accurately correct correctly precise precisely exact exactly \
        true spot_on on_point well_done good_job great_job nailed thumbs_up love_it love_this \
        love_that loved_it loved_this like_it like_this like_that impressive impressed pleased \
        satisfied happy_with makes_sense works_well works_great working_well agree valid \
        outstanding stellar marvellous marvelous phenomenal terrific splendid flawless ideal \
        delightful fabulous fab superior kudos bravo congrats yay top_notch first_class",
    blame: "bad badly terrible horrible awful poor poorly worse worst wrong wrongly incorrect \
        incorrectly inaccurate inaccurately false untrue mistake* error errors erroneous \
        useless usless unhelpful pointless worthless garbage trash rubbish crap crappy shit \
        shitty bullshit bs nonsense junk stupid dumb idiotic silly ridiculous absurd lame \
        pathetic suck sucks sucked annoying annoyed frustrating irritating disappointing \
        disappointed unacceptable broken fail fails failed failure hate_it hate_this hate_that \
        hated_it dislike disliked thumbs_down misleading makes_no_sense make_no_sense \
        doesn't_work not_working disagree invalid screwed messed_up messy ugly gross waste \
        yuck ugh dreadful appalling atrocious abysmal lousy horrendous horrid inferior \
        laughable hopeless at_best mess disgrace disgraceful disgusting offensive bogus bollocks \
        cringe flawed faulty defective buggy unusable inadequate unreliable what_a_joke \
        joke_of_a a_bit_off way_off",
    shrug: "meh right better alright decent average mediocre acceptable so_so weird strange odd \
        funny interesting confusing confused surprising unexpected expected creepy scary like \
        likes liked love loves loved hate hates hated work works worked working sense improve \
        improved improvement quality recommend problem problems issue issues happy sad angry \
        mad upset lacking questionable star stars score rating job *_out_of_5 *_out_of_10 \
        *_out_of_100 bearable passable mixed",
    merits: "relevan* up_to_date timely well_timed right_time right_moment right_on_time in_context \
        to_the_point concise still_true still_valid right_detail right_amount",
    defects: "outdat* out_of_date stale obsolete expired superseded irrelevan* irelevan* unrelated \
        off_topic out_of_context out_of_place nothing_to_do_with duplicat* redundant repeats \
        repeating repetitive over_and_over contradict* conflicts_with conflicting inconsistent \
        incomplete misses missing leaves_out left_out cut_off truncated too_vague too_general \
        too_generic vague generic imprecise unclear too_long too_short too_specific \
        too_personal too_private made_up makes_up invented hallucinat* fabricated imagined \
        never_said never_told never_mentioned never_asked never_happened didn't_say didnt_say \
        did_not_say wasn't_me wasnt_me not_me not_mine not_about_me isn't_me isnt_me \
        someone_else somebody_else wrong_person wrong_user different_person mixed_up mixes_up \
        mixing_up mix_up confuses mistook misunder* misinterpret* misread misquot* misheard \
        misspell* misspelt typo overgeneral* exaggerat* oversimplif*",
    qualities: "old older anymore any_more any_longer no_longer not_current used_to moved changed \
        temporary temporarily one_time one_off context specific personal private privacy \
        sensitive confidential joke joking joked sarcas* ironic irony hypothetical kidding \
        assumption assumed assumes inferred guessed ambiguous repeat* detailed level_of_detail \
        wording phrasing spelling spelled recent current timing contradiction",
    negations: "not no never none nothing neither nor without hardly barely dont doesnt didnt isnt \
        *n't wasnt arent werent cant cannot couldnt wont wouldnt shouldnt hasnt havent hadnt \
        aint no_longer nobody far_from",
    contrasts: "but however although though except despite instead whereas unless otherwise apart \
        aside nevertheless",
    reports: "says say said saying claims claimed states stated thinks assumes believes mentions \
        reads lists",
    achievements: "remembered remembers remember recalled recalls knew captured captures noted noticed \
        recognised recognized reminded reminds kept_track brought_up picked picked_up caught \
        saved spotted flagged warned found understood avoided avoids helped",
    reservations: "should shouldn't stop forget remove delete until was were used_to would could need \
        needs please update once last supposed only if",
    suggestions: [
        "Write a few words more: which detail of the memory is it, and what about it?",
        "Say what makes it good or bad: which detail is right or wrong, or whether it is outdated, \
         irrelevant, a duplicate or never said.",
        "Name what this is about: a person, a date, a place, a preference, or what is wrong with the \
         memory.",
        "Say it in words: which detail is right or wrong, such as a name, a date or a place?",
        "Write it as a plain sentence, with capitals only where they belong.",
        "The words say the opposite of the rating: change one of the two, or name what is good and \
         what is not.",
        "Leave out e-mail addresses and the numbers of phones, cards, accounts and people: name the \
         kind of detail instead, such as “the phone number is an old one”.",
    ],
};
