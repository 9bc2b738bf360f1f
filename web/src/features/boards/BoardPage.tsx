import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useBoard } from '../../api/boards';
import { Citations } from '../../ui/ArticleCitation';
import { Empty, PageHead, useTitle } from '../../ui/Parts';
import { RuleBookContext } from '../../ui/rules';
import { Waiting } from '../../ui/Waiting';
import { FloorBoard } from './FloorBoard';
import { UnitGrid } from './UnitGrid';
import './boards.css';

/** 看板. What the whole desk looks at: who receives next, which unit is free. */
export function BoardPage() {
  const { t } = useTranslation();
  const { pack = '', id = '' } = useParams();
  const answer = useBoard(pack, id);
  const board = answer.data;
  useTitle(board?.board.title);
  if (!board) return <Waiting answer={answer} />;
  const head = (
    <PageHead
      title={board.board.title}
      sub={
        <>
          {board.board.pack_title} <Citations rules={board.board.rules} pack={pack} />
        </>
      }
    />
  );
  return (
    <RuleBookContext.Provider value={{ ...board, pack }}>
      <div className="page board">
        {head}
        {board.floors?.length === 0 && <Empty title={t('board.none_open')} />}
        {board.floors?.map((floor) => (
          <FloorBoard key={floor.id} floor={floor} />
        ))}
        {board.blocks && <UnitGrid board={board} />}
      </div>
    </RuleBookContext.Provider>
  );
}
